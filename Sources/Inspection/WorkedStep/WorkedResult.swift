import LSTMCore
import Wording

/// C or h as it comes of gates that are worked out: a few products.
package struct WorkedResult: Equatable, Sendable, Codable {
  /// The key of what comes out: c or h.
  package let quantity: String
  /// How, such as `C = f · C before + i · C̃`.
  package let equation: String
  /// The steps on the way, and last the value itself.
  package let lines: [Line]

  /// One number of the way.
  package struct Line: Equatable, Sendable, Codable {
    /// What it is.
    package let name: String
    /// What it is made of, with numbers.
    package let factors: String
    /// The number.
    package let value: Double
  }

  /// The value.
  package var value: Double { lines.last?.value ?? .nan }

  /// A result, held to what the trace recorded.
  ///
  /// - Throws: `InspectionError.mismatch` where it misses the trace.
  init(
    _ numbers: CellNumbers.Result, unit: Int, recorded: Step
  ) throws {
    quantity = numbers.quantity.key
    equation = numbers.equation
    lines = numbers.lines.map { line in
      Line(
        name: line.name,
        factors: line.factors.map { $0.before + plain($0.value) + $0.after }
          .joined(separator: " × "),
        value: line.value)
    }
    let size = lines.map(\.value.magnitude).max() ?? 1
    try require(
      value, recorded[numbers.quantity][unit], numbers.quantity.symbol,
      size: size)
  }
}
