extension Vector {
  /// The Euclidean length ‖v‖₂; it neither overflows nor underflows before the
  /// result itself does. NaN when any element is NaN.
  public var norm: Double {
    let squares = sumOfSquares(scaledBy: 1)
    if squares > 1e-290 && squares < 1e290 { return squares.squareRoot() }
    // A power of two costs no digits.
    let scale = squares < 1 ? 0x1p600 : 0x1p-600
    return sumOfSquares(scaledBy: scale).squareRoot() / scale
  }

  /// Four sums side by side, then their sum.
  private func sumOfSquares(scaledBy scale: Double) -> Double {
    withUnsafeValues { values in
      var sums = SIMD4<Double>.zero
      let whole = values.count - values.count % 4
      for k in stride(from: 0, to: whole, by: 4) {
        let four = SIMD4(
          values[k], values[k + 1], values[k + 2], values[k + 3])
        let scaled = four * scale
        sums += scaled * scaled
      }
      for k in whole..<values.count {
        let scaled = values[k] * scale
        sums[k - whole] += scaled * scaled
      }
      return sums.sum()
    }
  }
}
