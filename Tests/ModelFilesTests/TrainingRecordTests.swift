import Foundation
import ModelFiles
import Testing

struct TrainingRecordTests {
  private func record(_ text: String) throws -> TrainingRecord {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-\(UUID().uuidString).log")
    try text.write(to: url, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: url) }
    return try TrainingRecord(path: url.path)
  }

  @Test func csvAndJSONGiveTheSame() throws {
    let csv = try record(
      "update,epoch,loss,validation\n10,1,3.5,\n20,1,3.25,3.75\n")
    let json = try record(
      """
      {"update":10,"epoch":1,"loss":3.5,"validation":null}
      {"update":20,"epoch":1,"loss":3.25,"validation":3.75}

      """)
    #expect(csv == json)
    #expect(csv.series("loss").values == [3.5, 3.25])
    #expect(csv.series("validation").updates == [20])
  }

  @Test func aLineCutShortIsLeftOut() throws {
    let log = try record("update,loss,rate\n10,3.5,0.1\n20,3.")
    #expect(log.series("loss").updates == [10])
  }

  @Test(arguments: ["", "hello\nworld\n", "{}\n", "a,b\n1,2\n"])
  func whatIsNoLogSaysSo(text: String) {
    #expect(throws: TrainingRecordError.self) { try record(text) }
  }
}
