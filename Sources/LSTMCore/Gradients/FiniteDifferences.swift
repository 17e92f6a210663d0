/// The gradient of `loss` by central differences, one element at a time:
///
///     ∂L/∂w ≈ (L(w + ε) − L(w − ε)) / 2ε
///
/// An independent check of a backward pass. Its error is about ε² from the
/// formula plus 10⁻¹⁶/ε from rounding, so ε near 10⁻⁵ is best in `Double` and
/// a smaller one is worse.
///
/// - Parameters:
///   - point: where to differentiate: a cell, a model, a state.
///   - path: the array of `point` to vary.
///   - epsilon: ε.
/// - Returns: one derivative for each element of the array.
public func centralDifferences<Root>(
  of loss: (Root) -> Double, at point: Root,
  along path: WritableKeyPath<Root, [Double]>, epsilon: Double = 1e-5
) -> [Double] {
  point[keyPath: path].indices.map { index in
    func shifted(by amount: Double) -> Double {
      var moved = point
      moved[keyPath: path][index] += amount
      return loss(moved)
    }
    return (shifted(by: epsilon) - shifted(by: -epsilon)) / (2 * epsilon)
  }
}
