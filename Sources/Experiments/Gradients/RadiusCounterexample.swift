import LSTMCore
import Wording

/// Why the spectral radius of W says nothing about errors in a tanh network,
/// and its 2-norm does: `EquationCell.counterexample` step by step, at several
/// scales.
package struct RadiusCounterexample: Equatable, Sendable {
  /// W at one scale, and what errors become in its networks.
  package struct Curve: Equatable, Sendable {
    /// What W is multiplied by.
    package let scale: Double
    /// ‖W‖₂.
    package let norm: Double
    /// The largest magnitude of an eigenvalue of W.
    package let radius: Double
    /// ‖W^q‖₂ for q = 0, 1, …: the most an error grows in a linear network.
    package let linear: [Double]
    /// ‖∂h_{t+q}/∂h_t‖₂ of the tanh network at its fixed point.
    package let tanh: [Double]
    /// ‖W‖₂^q, which neither can exceed.
    package var bound: [Double] {
      tanh.indices.reduce(into: []) {
        $0.append(($0.last ?? 1) * ($1 == 0 ? 1 : norm))
      }
    }

    /// What an error is multiplied by at each step of the tanh network, once it
    /// has the direction that grows.
    package var growth: Double { tanh[tanh.count - 1] / tanh[tanh.count - 2] }
  }

  /// As published, then with smaller weights; the last has a norm below 1.
  package let curves: [Curve]

  /// The study over `steps` steps, 2 or more.
  package init(steps: Int = 12) {
    precondition(steps > 1, "a study over \(steps) steps")
    curves = [1, 0.5, 0.25, 1.0 / 32].map { Self.curve($0, steps: steps) }
  }

  private static func curve(_ scale: Double, steps: Int) -> Curve {
    let cell = EquationCell.counterexample(scale: scale)
    let weights = cell[matrix: "hidden.recurrent"]
    let trace = Stack([cell]).trace(
      over: [Vector](repeating: [0], count: steps),
      from: [State(hidden: [0, 0.5])])
    var (power, linear) = (Matrix.identity(2), [1.0])
    for _ in 0..<steps {
      power = power * weights
      linear.append(power.spectralNorm)
    }
    return Curve(
      scale: scale, norm: weights.spectralNorm,
      radius: weights.spectralRadius, linear: linear,
      tanh: cell.singularValueFan(of: trace).map { $0[0] })
  }
}

extension RadiusCounterexample {
  /// What is seen, and what follows.
  package static let sentence = """
    The spectral radius of W is 0 at every scale, and still errors can double \
    with each step: in a tanh network the squashing changes the directions that \
    W keeps apart. What bounds them is the 2-norm: below 1 they must vanish.
    """

  /// `scale,norm,radius,lag,linear,tanh,bound`, a row per scale and lag.
  package var csv: String {
    curves.reduce("scale,norm,radius,lag,linear,tanh,bound\n") { text, curve in
      let bound = curve.bound
      return curve.tanh.indices.reduce(text) { text, lag in
        text + "\(curve.scale),\(curve.norm),\(curve.radius),\(lag),"
          + "\(curve.linear[lag]),\(curve.tanh[lag]),\(bound[lag])\n"
      }
    }
  }

  /// The figures for a terminal of 80 columns.
  package var table: String {
    let columns = TextTable([.right(12), .right(12), .right(12), .right(12)])
    let first = curves[0]
    let bound = first.bound
    let lags = [1, 2, 3, 5, 10].filter { $0 < bound.count }
    let rows = lags.map { lag in
      columns.line(
        ["\(lag)"]
          + [first.linear[lag], first.tanh[lag], bound[lag]].map(Numerals.short)
      )
    }
    let scales = curves.map { curve in
      columns.line(
        [curve.norm, curve.radius, curve.growth].map(Numerals.short))
    }
    return """
      W = [[8, 8], [−8, −8]]: both eigenvalues are 0, and W·W = 0. The tanh network
      stands at h = (0, ½), where its step is J = diag(1, ¾)·W, of eigenvalues 2, 0.

      \(columns.line(["steps q", "‖W^q‖ linear", "‖J^q‖ tanh", "‖W‖^q bound"]))
      \(rows.joined(separator: "\n"))

      The same with smaller weights, held at the same h:

      \(columns.line(["‖W‖₂", "ρ(W)", "a step"]))
      \(scales.joined(separator: "\n"))

      The spectral radius is 0 in every row, and still errors can double with each
      step. What bounds them is the 2-norm: below 1 they must vanish.

      """
  }
}
