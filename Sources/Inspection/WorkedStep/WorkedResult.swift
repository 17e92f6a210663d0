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

  /// C where the cell has one, and h where it is more than a squashed sum.
  ///
  /// - Throws: `InspectionError.mismatch` where one misses the trace.
  static func all(
    of cell: any Cell, unit: Int, recorded: Step, before: State
  ) throws -> [WorkedResult] {
    let parts = Parts(
      cell: cell, unit: unit, recorded: recorded, before: before)
    let results = [parts.cellResult, parts.mixedResult ?? parts.shownResult]
      .compactMap { $0 }
    for result in results {
      let quantity = Quantity(rawValue: result.quantity) ?? .hidden
      let size = result.lines.map(\.value.magnitude).max() ?? 1
      try require(
        result.value, recorded[quantity][unit], quantity.symbol, size: size)
    }
    return results
  }
}

/// The recorded values of one unit.
private struct Parts {
  let cell: any Cell
  let unit: Int
  let recorded: Step
  let before: State

  private func has(_ quantity: Quantity) -> Bool {
    recorded.quantities.contains(quantity)
  }

  /// A unit's value, or that of its block.
  private func value(_ quantity: Quantity) -> Double {
    let values = recorded[quantity]
    return values[unit * values.count / max(1, cell.hiddenSize)]
  }

  /// C = f · C before + i · C̃, without what the cell does not have.
  var cellResult: WorkedResult? {
    guard has(.cell) else { return nil }
    let previous = before.cell[unit]
    let (f, i) = (has(.forgetGate), has(.inputGate))
    let candidate = value(.candidate)
    let kept = f ? value(.forgetGate) * previous : previous
    let written = i ? value(.inputGate) * candidate : candidate
    return WorkedResult(
      quantity: Quantity.cell.key,
      equation: "C = " + (isCoupled ? "(1 − i) · " : f ? "f · " : "")
        + "C before + " + (i ? "i · " : "") + "C\u{303}",
      lines: [
        WorkedResult.Line(
          name: "kept",
          factors: f
            ? "\(plain(value(.forgetGate))) × \(plain(previous))"
            : plain(previous), value: kept),
        WorkedResult.Line(
          name: "written",
          factors: i
            ? "\(plain(value(.inputGate))) × \(plain(candidate))"
            : plain(candidate), value: written),
        WorkedResult.Line(name: "C", factors: "", value: kept + written),
      ])
  }

  /// h = o · tanh(C), without what the cell does not have.
  var shownResult: WorkedResult? {
    guard has(.cell) else { return nil }
    let c = value(.cell)
    let shown = cell.shown(c)
    let name = cell.shownName
    let gate = has(.outputGate) ? value(.outputGate) : nil
    var lines: [WorkedResult.Line] = []
    if name != "C" {
      lines.append(
        WorkedResult.Line(
          name: name,
          factors: name.replacing("C)", with: "\(plain(c)))")
            .replacing("C/2)", with: "\(plain(c))/2)"), value: shown))
    }
    lines.append(
      WorkedResult.Line(
        name: "h", factors: gate.map { "\(plain($0)) × \(plain(shown))" } ?? "",
        value: (gate ?? 1) * shown))
    return WorkedResult(
      quantity: Quantity.hidden.key,
      equation: "h = " + (gate == nil ? "" : "o · ") + name, lines: lines)
  }

  /// h = (1 − z) · n + z · h before, of a GRU.
  var mixedResult: WorkedResult? {
    guard has(.updateGate), has(.candidateHidden) else { return nil }
    let (z, n) = (value(.updateGate), value(.candidateHidden))
    let previous = before.hidden[unit]
    return WorkedResult(
      quantity: Quantity.hidden.key,
      equation: "h = (1 − z) · n + z · h before",
      lines: [
        WorkedResult.Line(
          name: "written", factors: "\(plain(1 - z)) × \(plain(n))",
          value: (1 - z) * n),
        WorkedResult.Line(
          name: "kept", factors: "\(plain(z)) × \(plain(previous))",
          value: z * previous),
        WorkedResult.Line(
          name: "h", factors: "", value: (1 - z) * n + z * previous),
      ])
  }

  private var isCoupled: Bool { cell is CoupledCell }
}

extension Cell {
  /// What of C is shown: tanh(C), but for cells that say otherwise.
  fileprivate func shown(_ c: Double) -> Double {
    switch self {
    case is NoOutputActivationCell, is LSTM1997Task2aCell: c
    case is LSTM1997Cell: LSTMCore.tanh(Vector([0.5 * c]))[0]
    default: LSTMCore.tanh(Vector([c]))[0]
    }
  }

  fileprivate var shownName: String {
    switch self {
    case is NoOutputActivationCell, is LSTM1997Task2aCell: "C"
    case is LSTM1997Cell: "tanh(C/2)"
    default: "tanh(C)"
    }
  }
}
