extension EquationCell {
  /// A vanilla RNN whose recurrent weights have the spectral radius 0 and whose
  /// gradient still doubles with every step:
  ///
  ///     W = [[8, 8], [−8, −8]],  fixed point h = (0, ½),  J = diag(1, ¾)·W
  ///
  /// J has the eigenvalues 2 and 0. So "the gradient vanishes if the spectral
  /// radius of W is below 1" (Pascanu, Mikolov & Bengio, ICML 2013, for a
  /// network that is not linear) is false; with the 2-norm, here 16, it is
  /// true. Start it from h = (0, ½) with inputs of 0.
  ///
  /// - Parameter scale: multiplies W. The bias keeps the fixed point where it
  ///   is; the eigenvalues of J become 2·scale and 0.
  public static func counterexample(scale: Double = 1) -> EquationCell {
    // h = tanh(W·h + b), with W·h = (4, −4).
    var cell = EquationCell(CellFamily.rnn, inputs: 1, units: 2)
    cell[gate: "hidden"] = GateWeights(
      input: Matrix(rows: 2, columns: 1),
      recurrent: Matrix(
        rows: 2, columns: 2, [8, 8, -8, -8].map { scale * $0 }),
      bias: [-4 * scale, 4 * scale + .atanh(0.5)])
    return cell
  }
}
