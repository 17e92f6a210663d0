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
    let (rows, columns) = (rows, columns)
    elements.withUnsafeBufferPointer { weights in
      x.elements.withUnsafeBufferPointer { x in
        result.elements.withUnsafeMutableBufferPointer { result in
          guard let weights = weights.baseAddress, let x = x.baseAddress,
            let result = result.baseAddress
          else { return }
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
    let (rows, columns) = (rows, columns)
    elements.withUnsafeBufferPointer { weights in
      y.elements.withUnsafeBufferPointer { y in
        result.elements.withUnsafeMutableBufferPointer { result in
          guard let weights = weights.baseAddress, let y = y.baseAddress,
            let result = result.baseAddress
          else { return }
          accumulateTransposed(
            weights, y, result, rows: rows, columns: columns)
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

/// Four rows at a time share each load of `x`; fewer rows at the end go one by
/// one.
private func accumulateProduct(
  _ weights: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, rows: Int, columns: Int
) {
  let whole = columns - columns % Lanes.scalarCount
  var (row, weights) = (0, weights)
  while row &+ 4 <= rows {
    let (w0, w1) = (weights, weights + columns)
    let (w2, w3) = (w1 + columns, w1 + columns + columns)
    var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var k = 0
    while k < whole {
      let shared = load(x + k)
      a += load(w0 + k) * shared
      b += load(w1 + k) * shared
      c += load(w2 + k) * shared
      d += load(w3 + k) * shared
      k &+= Lanes.scalarCount
    }
    result[row] += a.laneSum + tail(w0, x, whole, columns)
    result[row &+ 1] += b.laneSum + tail(w1, x, whole, columns)
    result[row &+ 2] += c.laneSum + tail(w2, x, whole, columns)
    result[row &+ 3] += d.laneSum + tail(w3, x, whole, columns)
    (row, weights) = (row &+ 4, w3 + columns)
  }
  while row < rows {
    var sum = Lanes.zero
    var k = 0
    while k < whole {
      sum += load(weights + k) * load(x + k)
      k &+= Lanes.scalarCount
    }
    result[row] += sum.laneSum + tail(weights, x, whole, columns)
    (row, weights) = (row &+ 1, weights + columns)
  }
}

/// Four rows at a time share each load and store of the result, to which they
/// are added one after another, so that the sum's order is that of the rows.
private func accumulateTransposed(
  _ weights: UnsafePointer<Double>, _ y: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, rows: Int, columns: Int
) {
  let whole = columns - columns % Lanes.scalarCount
  var (row, weights) = (0, weights)
  while row &+ 4 <= rows {
    let (w0, w1) = (weights, weights + columns)
    let (w2, w3) = (w1 + columns, w1 + columns + columns)
    let (a, b, c, d) = (y[row], y[row &+ 1], y[row &+ 2], y[row &+ 3])
    var k = 0
    while k < whole {
      var sum = load(result + k)
      sum += load(w0 + k) * a
      sum += load(w1 + k) * b
      sum += load(w2 + k) * c
      sum += load(w3 + k) * d
      UnsafeMutableRawPointer(result + k).storeBytes(of: sum, as: Lanes.self)
      k &+= Lanes.scalarCount
    }
    while k < columns {
      result[k] = result[k] + a * w0[k] + b * w1[k] + c * w2[k] + d * w3[k]
      k &+= 1
    }
    (row, weights) = (row &+ 4, w3 + columns)
  }
  while row < rows {
    for k in 0..<columns { result[k] += y[row] * weights[k] }
    (row, weights) = (row &+ 1, weights + columns)
  }
}

@inline(__always)
private func load(_ pointer: UnsafePointer<Double>) -> Lanes {
  UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
}

/// The part of a row's sum past the last whole group of lanes.
@inline(__always)
private func tail(
  _ weights: UnsafePointer<Double>, _ x: UnsafePointer<Double>, _ start: Int,
  _ end: Int
) -> Double {
  var (sum, k) = (0.0, start)
  while k < end {
    sum += weights[k] * x[k]
    k &+= 1
  }
  return sum
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
