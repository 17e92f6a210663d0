// The three products of forward and backward passes, accumulating into their
// result. Swift keeps the order of a floating-point sum, so a plain loop over
// a row is not vectorised; these name their lanes. They multiply and add in
// two roundings, never fused, so that the reference gives the same digits on
// every processor.

extension Matrix {
  /// `result += W·x`: (rows × columns) times (columns) into (rows).
  public func multiply(_ x: Vector, addingInto result: inout Vector) {
    precondition(
      x.count == columns && result.count == rows,
      "(\(rows) × \(columns)) · \(x.count) into \(result.count)")
    elements.withUnsafeBytes { weights in
      x.elements.withUnsafeBytes { x in
        result.elements.withUnsafeMutableBytes { result in
          accumulateProduct(weights, x, result, rows: rows, columns: columns)
        }
      }
    }
  }

  /// `result += Wᵀ·y`: (columns × rows) times (rows) into (columns).
  public func multiplyTransposed(
    _ y: Vector, addingInto result: inout Vector
  ) {
    precondition(
      y.count == rows && result.count == columns,
      "(\(rows) × \(columns))ᵀ · \(y.count) into \(result.count)")
    elements.withUnsafeBufferPointer { weights in
      result.elements.withUnsafeMutableBufferPointer { result in
        for r in 0..<rows {
          let (scale, start) = (y[r], r * columns)
          for c in 0..<columns { result[c] += scale * weights[start + c] }
        }
      }
    }
  }

  /// `W += y·xᵀ`: the gradient of a product's weights.
  public mutating func addOuterProduct(_ y: Vector, _ x: Vector) {
    precondition(
      y.count == rows && x.count == columns,
      "\(y.count) × \(x.count) onto (\(rows) × \(columns))")
    let (rows, columns) = (rows, columns)
    elements.withUnsafeMutableBufferPointer { weights in
      x.elements.withUnsafeBufferPointer { x in
        for r in 0..<rows {
          let (scale, start) = (y[r], r * columns)
          for c in 0..<columns { weights[start + c] += scale * x[c] }
        }
      }
    }
  }
}

private typealias Lanes = SIMD8<Double>
private let lanes = Lanes.scalarCount
private let laneBytes = MemoryLayout<Lanes>.stride
private let scalarBytes = MemoryLayout<Double>.stride

/// Four rows at a time share each load of `x`; a last group of fewer rows and
/// the columns past a whole number of lanes are summed one by one.
private func accumulateProduct(
  _ weights: UnsafeRawBufferPointer, _ x: UnsafeRawBufferPointer,
  _ result: UnsafeMutableRawBufferPointer, rows: Int, columns: Int
) {
  let whole = columns - columns % lanes
  @inline(__always) func load(
    _ buffer: UnsafeRawBufferPointer, _ index: Int
  ) -> Lanes {
    buffer.loadUnaligned(fromByteOffset: index * scalarBytes, as: Lanes.self)
  }
  @inline(__always) func scalar(
    _ buffer: UnsafeRawBufferPointer, _ index: Int
  ) -> Double {
    buffer.load(fromByteOffset: index * scalarBytes, as: Double.self)
  }
  @inline(__always) func finish(_ row: Int, _ sum: Lanes) {
    var total = sum.laneSum
    for c in whole..<columns {
      total += scalar(weights, row * columns + c) * scalar(x, c)
    }
    let offset = row * scalarBytes
    let before = result.load(fromByteOffset: offset, as: Double.self)
    result.storeBytes(of: before + total, toByteOffset: offset, as: Double.self)
  }

  var row = 0
  while row + 4 <= rows {
    var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    let start = row * columns
    for k in stride(from: 0, to: whole, by: lanes) {
      let x = load(x, k)
      a += load(weights, start + k) * x
      b += load(weights, start + columns + k) * x
      c += load(weights, start + 2 * columns + k) * x
      d += load(weights, start + 3 * columns + k) * x
    }
    finish(row, a)
    finish(row + 1, b)
    finish(row + 2, c)
    finish(row + 3, d)
    row += 4
  }
  while row < rows {
    var sum = Lanes.zero
    for k in stride(from: 0, to: whole, by: lanes) {
      sum += load(weights, row * columns + k) * load(x, k)
    }
    finish(row, sum)
    row += 1
  }
}

extension SIMD8<Double> {
  /// The sum of the lanes in three halvings.
  @inline(__always)
  fileprivate var laneSum: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
