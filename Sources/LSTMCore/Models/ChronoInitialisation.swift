extension LSTMCell {
  /// Sets biases so that the units' memories last from 1 to T steps:
  ///
  ///     b_f = log u,  u ~ U[1, T − 1],    b_i = −b_f
  ///
  /// so that where nothing else reaches the gates f = u/(1 + u) and
  /// i = 1 − f. (Tallec & Ollivier, *Can recurrent neural networks warp
  /// time?*, ICLR 2018, eq. 16.)
  ///
  /// - Parameter longestLag: T, the longest lag expected; at least 1.
  public mutating func setChronoBiases(
    longestLag: Int, using generator: inout some RandomNumberGenerator
  ) {
    precondition(longestLag > 0, "a longest lag of \(longestLag) steps")
    let limit = Double(max(longestLag - 1, 1))
    forgetGate.bias = Vector(
      (0..<hiddenSize).map { _ in
        .log(1 + (limit - 1) * Double.random(in: 0..<1, using: &generator))
      })
    inputGate.bias = forgetGate.bias.map { -$0 }
  }
}
