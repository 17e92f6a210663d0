import Foundation
import LSTMCore
import ModelFiles
import Testing

/// How far quantities without bounds go, kept with the model.
struct ReferenceScalesTests {
  private let model = smallModel()
  private let text: [Int] = {
    var generator = SplitMix64(seed: 5)
    return (0..<400).map { _ in Int(generator.next() % 7) }
  }()

  private func scales() throws -> ReferenceScales {
    try #require(
      ReferenceScales(of: model, reading: [text.map(Datum.symbol)]))
  }

  /// Against a trace and ranks counted by hand: of 400 values two lie above the
  /// 398th, so 99.5 % end between the 398th and the 399th.
  @Test func aUnitsReachIsThatOfItsTrace() throws {
    let (scales, trace) = (try scales(), model.trace(over: text))
    for (layer, units) in [(0, 4), (1, 2)] {
      for unit in 0..<units {
        let sorted = trace.steps
          .map { abs($0[layer][.cell][unit]) }.sorted()
        let reach = try #require(
          scales.reach(of: .cell, layer: layer, unit: unit))
        #expect(reach >= sorted[397] && reach <= sorted[398] * 1.01)
      }
    }
    #expect(scales.reach(of: .cell, layer: 0, unit: 4) == nil)
    #expect(scales.reach(of: .cell, layer: 2, unit: 0) == nil)
    #expect(scales.reach(of: .hidden, layer: 0, unit: 0) == nil)
  }

  /// Of the layer that goes furthest, a tenth of all values lies above.
  @Test func theModelsReachLeavesOutATenth() throws {
    let (reach, trace) = (
      try #require(try scales().reach(of: .cell)), model.trace(over: text)
    )
    let above = [0, 1].map { layer -> Double in
      let all = trace.steps.flatMap { $0[layer][.cell].elements }
      return Double(all.count { abs($0) > reach }) / Double(all.count)
    }
    let most = try #require(above.max())
    #expect(most > 0.09 && most <= 0.1)
  }

  @Test func theyAreKeptWithTheModel() throws {
    let scales = try scales()
    var metadata = ModelMetadata()
    metadata[.scales] = scales.json
    let file = try ModelFile.parse(
      try ModelFile.encode(model, metadata: metadata), name: "m", path: "m")
    #expect(file.scales == scales)
    #expect(file.scales?.quantities == [.cell])
    #expect(file.scales?.reaches(layer: 1)["c"]?.count == 2)
    #expect(file.scales?.reaches(layer: 2).isEmpty == true)
    // Three digits each: no more than a colour can show.
    #expect(scales.json.utf8.count < 100, "\(scales.json)")
  }

  @Test func whatHasBoundsNeedsNone() throws {
    let gated = try modelOfCell("gru")
    #expect(ReferenceScales(of: gated, reading: [[.symbol(1)]]) == nil)
    #expect(ReferenceScales(of: model, reading: [[], []]) == nil)
  }

  @Test(arguments: [
    "", "[]", "{", #"{"c":1}"#, #"{"c":{"all":-1,"units":[]}}"#,
    #"{"c":{"all":1e999,"units":[]}}"#, #"{"c":{"all":1,"units":[[-2]]}}"#,
    #"{"c":{"units":[[2]]}}"#,
  ])
  func otherTextIsNone(_ json: String) {
    #expect(ReferenceScales(json: json) == nil)
    var metadata = ModelMetadata()
    metadata[.scales] = json
    let file = (try? ModelFile.encode(model, metadata: metadata)).flatMap {
      try? ModelFile.parse($0, name: "m", path: "m")
    }
    #expect(file != nil && file?.scales == nil)
  }
}
