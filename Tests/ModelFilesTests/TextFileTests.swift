import Foundation
import LSTMCore
import ModelFiles
import Testing

@Suite struct TextFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["", "a", "\u{FEFF}a", "é\r\n\u{0}\u{10FFFF}e\u{301}", "aé"])
  func bothWaysReadTheSame(_ text: String) throws {
    let path = try folder.file("text", text)
    let whole = try TextFile.load(path)
    let scalars = try TextScalars(path)
    let streamed = Array(scalars)
    try scalars.finish()
    let marked = text.unicodeScalars.first == "\u{FEFF}"
    let expected = Array(text.unicodeScalars.dropFirst(marked ? 1 : 0))
    #expect(Array(whole.text.unicodeScalars) == expected)
    #expect(streamed == expected)
    #expect(whole.sha256 == SHA256.hexDigest(of: Array(text.utf8)))
    #expect(whole.name == "text")
  }

  /// Scalars that straddle the reads.
  @Test func longTextsStreamWhole() throws {
    for shift in 0..<4 {
      let text =
        String(repeating: "x", count: shift)
        + String(repeating: "a\u{E9}\u{4E2D}\u{1F600}", count: 30_000)
      let path = try folder.file("long", text)
      let scalars = try TextScalars(path)
      #expect(Array(scalars) == Array(text.unicodeScalars))
      try scalars.finish()
    }
  }

  @Test func badBytesAreNamedByTheirPlace() throws {
    let cases: [([UInt8], Int)] = [
      ([0x61, 0x80], 1), ([0xC0, 0xAF], 0), ([0xE0, 0x80, 0x80], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
      ([0xF5, 0x80, 0x80, 0x80], 0), ([0x61, 0x62, 0xE2, 0x82], 2),
      ([0xEF, 0xBB, 0xBF, 0xFF], 3), ([0xC3], 0),
      ([UInt8](repeating: 0x61, count: 70_000) + [0xC3, 0x28], 70_000),
    ]
    for (bytes, offset) in cases {
      let path = folder.path + "/bad"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let error = TextFileError.notUTF8(
        path, offset: offset, looksLikeUTF16: false)
      #expect(throws: error) { try TextFile.load(path) }
      let scalars = try TextScalars(path)
      #expect(scalars.reduce(0) { count, _ in count + 1 } <= offset)
      #expect(throws: error) { try scalars.finish() }
    }
  }

  /// Against Swift's own decoder, on bytes that are often nearly right.
  @Test func randomBytesAreJudgedAsSwiftDoes() throws {
    var generator = SplitMix64(seed: 11)
    let path = folder.path + "/random"
    let likely: [UInt8] = [
      0x61, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x80,
    ]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? likely.randomElement(using: &generator) ?? 0
          : UInt8.random(in: 0...255, using: &generator)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let valid = String(bytes: bytes, encoding: .utf8) != nil
      #expect(((try? TextFile.load(path)) != nil) == valid, "\(bytes)")
      let scalars = try TextScalars(path)
      for _ in scalars {}
      #expect(((try? scalars.finish()) != nil) == valid, "\(bytes)")
    }
  }

  @Test func unreadablePlacesAreNamed() throws {
    #expect(throws: TextFileError.notFound("/no/such")) {
      try TextFile.load("/no/such")
    }
    #expect(throws: TextFileError.directory("/")) { try TextScalars("/") }
    let path = folder.path + "/utf16"
    try Data([0xFF, 0xFE, 0x61, 0]).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: TextFileError.self) { try TextFile.load(path) }
    #expect("\(try #require(error))".contains("iconv -f UTF-16"))
  }

  @Test(arguments: BuiltIn.sampleNames)
  func carriedTextsAreReadByName(_ name: String) throws {
    let text = try TextFile.load("sample:\(name)").text
    #expect(text.utf8.count > 100)
    let scalars = try TextScalars("sample:\(name)")
    #expect(scalars.isRegularFile)
    #expect(String(String.UnicodeScalarView(Array(scalars))) == text)
    try scalars.finish()
  }

  @Test func aTextThatIsNotCarriedIsNamedWithThoseThatAre() {
    #expect {
      try TextFile.load("sample:nothing")
    } throws: {
      "\($0)".contains("sample:lines")
    }
  }
}
