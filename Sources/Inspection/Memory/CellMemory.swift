import LSTMCore

/// Whose write is still in a cell: C_t as a sum over the steps that wrote it,
/// exactly.
///
///     C_t = (Π_{j≤t} f_j)·C_0 + Σ_{k≤t} (Π_{k<j≤t} f_j)·i_k·C̃_k
///
/// It follows from C′ = f·C + i·C̃ alone, and holds for every cell whose memory
/// goes on in this way (`MemoryRule`): with f = 1 for that of 1997, and with z
/// and 1 − z for the h of a GRU. The gates in it depend on earlier characters
/// as well, through h: a share says which step's write is in the cell, not what
/// caused it.
package struct CellMemory: Equatable, Sendable {
  /// Which step, layer and unit; all counted from 0.
  package let step, layer, unit: Int
  /// What the memory is: C, or the h of a GRU.
  package let quantity: Quantity
  /// What each step keeps of the memory and adds to it, in letters.
  package let keptLetters, writtenLetters: String
  /// C_t, as the trace recorded it.
  package let value: Double
  /// What is left of C_0, the state before the first step.
  package let initial: Double
  /// What every step up to this one wrote, in order.
  package let writes: [Write]

  /// One step's write.
  package struct Write: Equatable, Sendable {
    /// i_k·C̃_k.
    package let written: Double
    /// Π_{k<j≤t} f_j, how much of it is left.
    package let kept: Double
    /// What it still adds to C_t.
    package var share: Double { kept * written }
  }

  /// How far the sum may be from the cell, as a share of the sum of its
  /// parts' magnitudes, or of 1 where that is less.
  package static let tolerance = 1e-12

  /// The memory of `unit` of `layer` after `step`.
  ///
  /// - Throws: `InspectionError` for a step, layer or unit that is not there,
  ///   for a cell whose memory is no such sum, and where the parts miss the cell: that
  ///   happens when C was held or swapped from outside.
  package init(
    _ recording: Recording, step: Int, layer: Int = 0, unit: Int
  ) throws {
    let (trace, stack) = (recording.trace, recording.model.stack)
    try stack.require(layer: layer, unit: unit)
    let rule = try Self.rule(of: stack.cells[layer])
    try trace.require(step: step)
    (self.step, self.layer, self.unit) = (step, layer, unit)
    quantity = rule.quantity
    (keptLetters, writtenLetters) = rule.letters
    var kept = 1.0
    var writes: [Write] = []
    for recorded in trace.steps[...step].reversed() {
      writes.append(
        Write(written: rule.written(recorded[layer], unit: unit), kept: kept))
      kept *= rule.kept(recorded[layer], unit: unit)
    }
    self.writes = writes.reversed()
    initial = kept * trace.initial[layer][rule.quantity][unit]
    value = trace.steps[step][layer][rule.quantity][unit]
    let size = writes.reduce(initial.magnitude) { $0 + $1.share.magnitude }
    guard (sum - value).magnitude <= Self.tolerance * max(1, size) else {
      throw InspectionError.mismatch(
        what: "the sum of all writes", computed: sum, recorded: value)
    }
  }

  /// The parts together.
  package var sum: Double { writes.reduce(initial) { $0 + $1.share } }

  /// The memory after each of several steps, taken apart: a row a step.
  package struct Triangle: Equatable, Sendable {
    /// What each step's write adds to the memory: row t, column k, both counted
    /// from the first of the steps; 0 where k > t.
    package internal(set) var writes: Matrix
    /// What is left, after each step, of the memory before the first of them.
    package internal(set) var before: Vector
    /// The memory, as it was recorded: each row's parts together.
    package internal(set) var memory: Vector
  }

  /// The memory after each of `steps`, as what each of them wrote and what is
  /// left from before the first.
  ///
  /// - Throws: `InspectionError` for a cell whose memory is no such sum.
  package static func triangle(
    _ recording: Recording, layer: Int, unit: Int, steps: Range<Int>
  ) throws -> Triangle {
    let rule = try rule(of: recording.model.stack.cells[layer])
    var result = Triangle(
      writes: Matrix(rows: steps.count, columns: steps.count),
      before: Vector(zeros: steps.count), memory: Vector(zeros: steps.count))
    var row = Vector(zeros: steps.count)
    var before = recording.trace.state(
      before: steps.lowerBound, layer: layer)[rule.quantity][unit]
    for (t, recorded) in recording.trace.steps[steps].enumerated() {
      let kept = rule.kept(recorded[layer], unit: unit)
      row = kept * row
      row[t] = rule.written(recorded[layer], unit: unit)
      before *= kept
      result.writes[row: t] = row
      result.before[t] = before
      result.memory[t] = recorded[layer][rule.quantity][unit]
    }
    return result
  }

  private static func rule(of cell: any Cell) throws -> MemoryRule {
    guard let rule = MemoryRule(of: cell) else {
      throw InspectionError.unsuited(
        cell: cell.definition.name, question: "whose write is in the memory",
        suited: "cells with a memory that adds up, C or the h of a GRU")
    }
    return rule
  }
}
