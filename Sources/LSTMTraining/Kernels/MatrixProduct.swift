import COneDNN

// The one file that knows oneDNN.

/// Which of a processor's instructions products use here, in a few words; the
/// last digits of a training depend on it.
package var productInstructions: String {
  String(cString: product_instructions())
}

/// c = a·b, or c += a·b.
@inline(__always)
package func multiply(
  _ a: MatrixView, _ b: MatrixView, into c: MatrixView, adding: Bool = false
) {
  precondition(
    a.columns == b.rows && c.rows == a.rows && c.columns == b.columns,
    """
    (\(a.rows) × \(a.columns)) · (\(b.rows) × \(b.columns)) into \
    (\(c.rows) × \(c.columns))
    """)
  accumulate(false, a, b, c, inner: a.columns, adding)
}

/// c = aᵀ·b, or c += aᵀ·b: the gradient of a product's weights.
@inline(__always)
package func multiplyTransposed(
  _ a: MatrixView, _ b: MatrixView, into c: MatrixView, adding: Bool = false
) {
  precondition(
    a.rows == b.rows && c.rows == a.columns && c.columns == b.columns,
    """
    (\(a.rows) × \(a.columns))ᵀ · (\(b.rows) × \(b.columns)) into \
    (\(c.rows) × \(c.columns))
    """)
  accumulate(true, a, b, c, inner: a.rows, adding)
}

@inline(__always)
private func accumulate(
  _ isTransposed: Bool, _ a: MatrixView, _ b: MatrixView, _ c: MatrixView,
  inner: Int, _ adding: Bool
) {
  multiply_matrices(
    isTransposed ? 1 : 0, Int64(c.rows), Int64(c.columns), Int64(inner), a.base,
    Int64(a.rowStride), b.base, Int64(b.rowStride), adding ? 1 : 0, c.base,
    Int64(c.rowStride))
}

/// Runs `body` with one-threaded products and with numbers too small for full
/// precision taken for 0, as a worker thread wants it; what the thread had set
/// for such numbers is put back.
package func asWorker(_ body: () -> Void) {
  use_product_threads(1)
  let before = flush_tiny_numbers()
  defer { restore_tiny_numbers(before) }
  body()
}
