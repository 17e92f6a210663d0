import Foundation
import Testing

import LSTMCore

/// Every cell as JavaScript computes what the cell computes.
struct CellScriptTests {
  static let node = [
    "/usr/bin/node", "/usr/local/bin/node",
    "/opt/homebrew/bin/node",
  ].first(
    where: FileManager.default.isExecutableFile)

  @Test(
    .enabled(if: node != nil, "node is not installed"),
    arguments: CellFamily.members)
  func stepsAreTheCells(_ kind: CellDefinition) throws {
    var generator = SplitMix64(seed: 7)
    var cell = kind.layer(
      CellSizes(inputs: 3, units: 6, blocks: 2, projection: 4))
    for index in cell.parameters.indices {
      cell[parameter: index] = cell[parameter: index].map { _ in
        Double.random(in: -1...1, using: &generator)
      }
    }
    let inputs = (0..<5).map { _ in
      Vector((0..<3).map { _ in Double.random(in: -2...2, using: &generator) })
    }
    var (state, expected) = (cell.zeroState, [[String: [Double]]]())
    for x in inputs {
      let step = cell.step(x, from: state)
      expected.append(
        Dictionary(
          uniqueKeysWithValues: kind.quantities.map {
            ($0.key, step[$0].elements)
          }))
      state = step.state
    }
    let found = try Self.run(cell, over: inputs)
    for (t, (a, b)) in zip(expected, found).enumerated() {
      #expect(a.keys.sorted() == b.keys.sorted())
      for (key, values) in a {
        for (x, y) in zip(values, b[key] ?? []) {
          #expect(
            abs(x - y) <= 1e-12 * max(1, abs(x)),
            "\(kind.name), \(key) at step \(t): \(x), \(y)")
        }
        #expect(values.count == b[key]?.count)
      }
    }
    #expect(found.count == inputs.count)
  }

  /// What node makes of the module, step by step.
  private static func run(
    _ cell: any Cell, over inputs: [Vector]
  ) throws -> [[String: [Double]]] {
    let states = cell.definition.states.map {
      "\"\($0.key)\": new Float64Array(\(cell.width(of: $0)))"
    }
    let weights = cell.lettered.map {
      "\"\($0.letters)\": Float64Array.from(\($0.values))"
    }
    let program = """
      \(cell.definition.javascript)
      const weights = { \(weights.joined(separator: ", ")) };
      let state = { \(states.joined(separator: ", ")) };
      const steps = \(inputs.map(\.elements)).map((x) => {
        const result = step(Float64Array.from(x), state, weights);
        state = result.state;
        return Object.fromEntries(Object.entries(result)
          .filter(([key]) => key !== "state")
          .map(([key, values]) => [key, Array.from(values)]));
      });
      process.stdout.write(JSON.stringify(steps));
      """
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "cell-\(UUID().uuidString).mjs")
    try program.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: node ?? "")
    process.arguments = [file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try JSONDecoder().decode([[String: [Double]]].self, from: data)
  }

  @Test(arguments: CellFamily.members)
  func whatIsWrittenIsAModule(_ kind: CellDefinition) {
    let text = kind.javascript
    #expect(text.contains("export function step(x, state, weights"))
    let hasMemory = MemoryRule(of: kind.layer(inputs: 1, units: 1)) != nil
    #expect(text.contains("export const memory = null") != hasMemory)
  }
}
