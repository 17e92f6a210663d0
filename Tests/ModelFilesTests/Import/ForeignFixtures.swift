import Foundation
import LSTMCore
import ModelFiles
import Testing

/// Files as other programs write them, and what those programs compute.
enum ForeignFixtures {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/foreign")

  struct Case: Decodable {
    let inputs: [[Double]]
    let outputs: [[Double]]
    let cell: [Double]?
    /// What the dense layers after them say.
    let said: [[Double]]?
  }

  static func cases(_ name: String) throws -> [String: Case] {
    try JSONDecoder().decode(
      [String: Case].self,
      from: Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func read(_ name: String) throws -> ForeignFile {
    try ForeignFile.read(try ByteSource(path: path(name)))
  }
}

extension ForeignFile {
  /// What the recurrent layers, one after another, give for each input, and the
  /// last state of the memory in every cell.
  func run(_ inputs: [[Double]]) throws -> (h: [[Double]], c: [Double]) {
    var steps = inputs.map { Vector($0) }
    var memory: [Double] = []
    for layer in layers {
      guard let recurrence = layer.recurrence else { continue }
      let cells = try recurrence.cells(layer.name)
      let forward = pass(cells[0], steps)
      memory += forward.c
      guard cells.count > 1 else {
        steps = forward.h
        continue
      }
      let reverse = pass(cells[1], steps.reversed())
      memory += reverse.c
      steps = zip(forward.h, reverse.h.reversed()).map {
        Vector($0.elements + $1.elements)
      }
    }
    return (steps.map(\.elements), memory)
  }

  private func pass(
    _ cell: any Cell, _ inputs: [Vector]
  ) -> (h: [Vector], c: [Double]) {
    var state = cell.zeroState
    var outputs: [Vector] = []
    for x in inputs {
      let step = cell.step(x, from: state)
      state = step.state
      outputs.append(state.hidden)
    }
    return (outputs, state.cell.elements)
  }
}

/// The largest difference of two lists of rows.
func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
  let (a, b) = (a.flatMap { $0 }, b.flatMap { $0 })
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { abs($0 - $1) }.max() ?? 0
}
