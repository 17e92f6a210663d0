import Foundation
import Testing

/// The examples of LSTMCore's overview are those of the package that is built
/// outside, so that they compile and run.
struct OverviewTests {
  @Test func everyExampleIsBuilt() throws {
    func text(_ path: String) throws -> String {
      try String(
        contentsOf: SourceTree.root.appendingPathComponent(path),
        encoding: .utf8)
    }
    let program = try text(
      "Tests/Fixtures/OutsidePackage/Sources/OwnCell/main.swift")
    let examples = try text("Sources/LSTMCore/LSTMCore.docc/LSTMCore.md")
      .matches(of: /```swift\n((?s:.*?))```/).map { String($0.1) }
    #expect(examples.count == 3)
    for example in examples {
      #expect(program.contains(example), "\(example)")
    }
  }
}
