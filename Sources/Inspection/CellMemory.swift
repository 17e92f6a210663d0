import LSTMCore

/// Whose write is still in a cell: C_t as a sum over the steps that wrote it,
/// exactly.
///
///     C_t = (Π_{j≤t} f_j)·C_0 + Σ_{k≤t} (Π_{k<j≤t} f_j)·i_k·C̃_k
///
/// It follows from C′ = f·C + i·C̃ alone. The gates in it depend on earlier
/// characters as well, through h: a share says which step's write is in the
/// cell, not what caused it.
public struct CellMemory: Equatable, Sendable {
  /// Which step, layer and unit; all counted from 0.
  public let step, layer, unit: Int
  /// C_t, as the trace recorded it.
  public let value: Double
  /// What is left of C_0, the state before the first step.
  public let initial: Double
  /// What every step up to this one wrote, in order.
  public let writes: [Write]

  /// One step's write.
  public struct Write: Equatable, Sendable {
    /// i_k·C̃_k.
    public let written: Double
    /// Π_{k<j≤t} f_j, how much of it is left.
    public let kept: Double
    /// What it still adds to C_t.
    public var share: Double { kept * written }
  }

  /// How far the sum may be from the cell, as a share of the sum of its
  /// parts' magnitudes, or of 1 where that is less.
  public static let tolerance = 1e-12

  /// The memory of `unit` of `layer` after `step`.
  ///
  /// - Throws: `InspectionError` for a step, layer or unit that is not there,
  ///   for a cell that is not an LSTM, and where the parts miss the cell: that
  ///   happens when C was held or swapped from outside.
  public init(
    _ trace: Trace, of stack: Stack, step: Int, layer: Int = 0, unit: Int
  ) throws {
    _ = try stack.requireLSTM(
      layer: layer, unit: unit, question: "the memory of a cell")
    try trace.require(step: step)
    (self.step, self.layer, self.unit) = (step, layer, unit)
    var kept = 1.0
    var writes: [Write] = []
    for recorded in trace.steps[...step].reversed() {
      let values = recorded[layer]
      writes.append(
        Write(
          written: values[.inputGate][unit] * values[.candidate][unit],
          kept: kept))
      kept *= values[.forgetGate][unit]
    }
    self.writes = writes.reversed()
    initial = kept * trace.initial[layer].cell[unit]
    value = trace.steps[step][layer][.cell][unit]
    let size = writes.reduce(initial.magnitude) { $0 + $1.share.magnitude }
    guard (sum - value).magnitude <= Self.tolerance * max(1, size) else {
      throw InspectionError.mismatch(
        what: "the sum of all writes", computed: sum, recorded: value)
    }
  }

  /// The parts together.
  public var sum: Double { writes.reduce(initial) { $0 + $1.share } }

  /// For every step up to the last of `steps`, what each earlier step's write
  /// adds to the cell: row t, column k, both counted from the first of
  /// `steps`; 0 where k > t.
  public static func triangle(
    _ trace: Trace, layer: Int, unit: Int, steps: Range<Int>
  ) -> Matrix {
    var result = Matrix(rows: steps.count, columns: steps.count)
    var row = Vector(zeros: steps.count)
    for (t, recorded) in trace.steps[steps].enumerated() {
      let values = recorded[layer]
      row = values[.forgetGate][unit] * row
      row[t] = values[.inputGate][unit] * values[.candidate][unit]
      result[row: t] = row
    }
    return result
  }
}
