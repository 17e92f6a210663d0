import LSTMCore
import Wording

/// What becomes of errors in every direction on their way back through one
/// layer of a trace: the singular values of ∂s_T/∂s_{T−q}, with s = (h, C), and
/// what each single step does.
package struct JacobianSpectrum: Equatable, Sendable {
  /// `singularValues[q]`, the largest first.
  package let singularValues: [[Double]]
  /// ‖J‖₂ of the step at each lag from 1: the most it stretches any error.
  package let norms: [Double]
  /// ρ(J) of the same step: what it would come to, were it repeated for ever.
  package let radii: [Double]

  /// The fan over the last `lags` steps of a layer.
  package init(
    of cell: some Cell, in trace: Trace, layer: Int = 0, lags: Int
  ) {
    singularValues = cell.singularValueFan(
      of: trace, layer: layer, lags: lags)
    let steps = trace.steps.indices.suffix(lags).reversed().map {
      cell.jacobian(at: $0, of: trace, layer: layer)
    }
    norms = steps.map(\.spectralNorm)
    radii = steps.map(\.spectralRadius)
  }

  /// A singular value; nil for one too small to be told: those of the product
  /// begin as 1, and below `floor` they are noise.
  package func value(lag: Int, rank: Int) -> Double? {
    let value = singularValues[lag][rank - 1]
    return value < Self.floor ? nil : value
  }

  /// The least singular value that is right.
  package static let floor = Matrix.leastSingularShare

  /// Which singular values a table or figure shows: the 1st, 2nd, 4th, 8th, …
  /// and the last.
  package var shownRanks: [Int] {
    let count = singularValues[0].count
    var ranks: [Int] = []
    var rank = 1
    while rank < count {
      ranks.append(rank)
      rank *= 2
    }
    return ranks + [count]
  }

  /// `lag,rank,singular_value,step_norm,step_radius`, a row per lag and rank;
  /// a value too small to be told is left empty.
  package var csv: String {
    var text = "lag,rank,singular_value,step_norm,step_radius\n"
    for (lag, values) in singularValues.enumerated() {
      let step =
        lag == 0 ? "," : "\(norms[lag - 1]),\(radii[lag - 1])"
      for rank in 1...values.count {
        let value = CSVRow.field(value(lag: lag, rank: rank))
        text += "\(lag),\(rank),\(value),\(step)\n"
      }
    }
    return text
  }

  /// A few ranks at a few lags, and the single steps; 80 columns.
  package func table(character: (Int) -> String) -> String {
    let last = singularValues.count - 1
    let lags =
      [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500].filter { $0 < last }
      + [last]
    let ranks =
      shownRanks.count <= 5
      ? shownRanks
      : [0, 1, 2, 3, 4].map {
        shownRanks[$0 * (shownRanks.count - 1) / 4]
      }
    let columns = TextTable(
      [.right(4), .right(8)] + ranks.map { _ in .right(10) }
        + [.right(9), .right(9)])
    let head = columns.line(
      ["lag", "read"] + ranks.map { "σ\($0)" } + ["‖J‖₂", "ρ(J)"])
    let tiny = "<" + Numerals.short(Self.floor)
    let lines = lags.map { lag in
      columns.line(
        ["\(lag)", lag == 0 ? "" : character(lag)]
          + ranks.map { value(lag: lag, rank: $0).map(Numerals.short) ?? tiny }
          + (lag == 0
            ? [] : [norms[lag - 1], radii[lag - 1]].map(Numerals.short)))
    }
    return """
      What is left of an error in (h, C), lag steps back, by direction: the
      singular values of the product of Jacobians, σ1 the largest. To the right
      the single step at that lag: the most it stretches any error, ‖J‖₂, and
      its spectral radius ρ(J).

      \(head)
      \(lines.joined(separator: "\n"))

      """
        + """
        If every ‖J‖₂ were below 1, errors would have to vanish. A spectral radius
        below 1 promises nothing: W = [[8, 8], [−8, −8]] has ρ(W) = 0, and in a
        tanh network at h = (0, ½) errors double with each step.

        """
  }
}
