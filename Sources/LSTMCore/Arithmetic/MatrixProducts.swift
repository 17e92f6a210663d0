// The three products of forward and backward passes, accumulating into their
// result. Swift keeps the order of a floating-point sum, so a plain loop over
// a row is not vectorised; these name their lanes. They multiply and add in
// two roundings, never fused, so that the reference gives the same digits on
// every processor.

extension Matrix {
  /// `result += W·x`: (rows × columns) times (columns) into (rows).
  ///
  /// - Parameter parts: as how many matrices one above another, which come to
  ///   the digits that each of them would.
  public func multiply(
    _ x: Vector, addingInto result: inout Vector, parts: Int = 1
  ) {
    precondition(
      x.count == columns && result.count == rows,
      "(\(rows) × \(columns)) · \(x.count) into \(result.count)")
    let (rows, columns) = (rows, columns)
    withUnsafeValues { weights in
      x.withUnsafeValues { x in
        result.withUnsafeMutableValues { result in
          guard let weights = weights.baseAddress, let x = x.baseAddress,
            let result = result.baseAddress
          else { return }
          let height = rows / parts
          for part in 0..<parts {
            accumulateProduct(
              weights + part * height * columns, x, result + part * height,
              rows: height, columns: columns)
          }
        }
      }
    }
  }

  /// `result += Wᵀ·y`: (columns × rows) times (rows) into (columns). A result
  /// of no elements is not asked for and receives nothing.
  public func multiplyTransposed(
    _ y: Vector, addingInto result: inout Vector
  ) {
    guard result.count > 0 else { return }
    precondition(
      y.count == rows && result.count == columns,
      "(\(rows) × \(columns))ᵀ · \(y.count) into \(result.count)")
    let (rows, columns) = (rows, columns)
    withUnsafeValues { weights in
      y.withUnsafeValues { y in
        result.withUnsafeMutableValues { result in
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
    withUnsafeMutableValues { weights in
      x.withUnsafeValues { x in
        for r in 0..<rows {
          let (scale, start) = (y[r], r * columns)
          for c in 0..<columns { weights[start + c] += scale * x[c] }
        }
      }
    }
  }
}

private typealias Lanes = SIMD8<Double>

/// Eight rows at a time share each load of `x`, and their sums are gathered in
/// one group of lanes; fewer rows at the end go one by one.
private func accumulateProduct(
  _ weights: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, rows: Int, columns: Int
) {
  let end = RowEnd(x, columns: columns)
  var (row, weights) = (0, weights)
  while row &+ 8 <= rows {
    let sums = eightRows(weights, x, columns, end)
    store(load(result + row) + sums, result + row)
    (row, weights) = (row &+ 8, weights + 8 * columns)
  }
  while row < rows {
    var sum = end.isVector ? load(weights + end.start) * end.x : Lanes.zero
    var k = 0
    while k < end.whole {
      sum += load(weights + k) * load(x + k)
      k &+= Lanes.scalarCount
    }
    result[row] += sum.laneSum + end.tail(weights)
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

/// What remains of a row past its whole groups of lanes. A row of at least one
/// group ends in a group that overlaps the one before, with x taken as 0 where
/// it has been counted; a shorter row goes value by value.
private struct RowEnd {
  /// How many columns make up whole groups.
  let whole: Int
  /// Where the overlapping group starts, and x there.
  let start: Int
  let x: Lanes
  /// Whether there is such a group.
  let isVector: Bool
  private let columns: Int
  private let values: UnsafePointer<Double>

  init(_ x: UnsafePointer<Double>, columns: Int) {
    let width = Lanes.scalarCount
    (self.columns, values) = (columns, x)
    whole = columns - columns % width
    start = max(0, columns - width)
    isVector = columns > width && whole < columns
    var rest = Lanes.zero
    if isVector {
      for k in whole..<columns { rest[k - start] = x[k] }
    }
    self.x = rest
  }

  /// The sum over a row too short for a group.
  @inline(__always)
  func tail(_ weights: UnsafePointer<Double>) -> Double {
    guard !isVector else { return 0 }
    var (sum, k) = (0.0, whole)
    while k < columns {
      sum += weights[k] * values[k]
      k &+= 1
    }
    return sum
  }
}

@inline(__always)
private func eightRows(
  _ weights: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
  _ columns: Int, _ end: RowEnd
) -> Lanes {
  let (w0, w1) = (weights, weights + columns)
  let (w2, w3) = (w1 + columns, w1 + 2 * columns)
  let (w4, w5) = (w3 + columns, w3 + 2 * columns)
  let (w6, w7) = (w5 + columns, w5 + 2 * columns)
  var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
  var (e, f, g, h) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
  @inline(__always)
  func add(_ k: Int, _ x: Lanes) {
    a += load(w0 + k) * x
    b += load(w1 + k) * x
    c += load(w2 + k) * x
    d += load(w3 + k) * x
    e += load(w4 + k) * x
    f += load(w5 + k) * x
    g += load(w6 + k) * x
    h += load(w7 + k) * x
  }
  var k = 0
  while k < end.whole {
    add(k, load(x + k))
    k &+= Lanes.scalarCount
  }
  if end.isVector { add(end.start, end.x) }
  var sums = laneSums(a, b, c, d, e, f, g, h)
  if !end.isVector && end.whole < columns {
    for row in 0..<8 { sums[row] += end.tail(weights + row * columns) }
  }
  return sums
}

/// The sum of the lanes of each, in the order of `laneSum`.
@inline(__always)
private func laneSums(
  _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes,
  _ e: Lanes, _ f: Lanes, _ g: Lanes, _ h: Lanes
) -> Lanes {
  let (ab, cd) = (halved(a, b), halved(c, d))
  let (ef, gh) = (halved(e, f), halved(g, h))
  let (abcd, efgh) = (halved(ab, cd), halved(ef, gh))
  return halved(abcd, efgh)
}

/// Neighbouring lanes added: those of `a`, then those of `b`.
@inline(__always)
private func halved(_ a: Lanes, _ b: Lanes) -> Lanes {
  Lanes(
    lowHalf: a.evenHalf + a.oddHalf, highHalf: b.evenHalf + b.oddHalf)
}

@inline(__always)
private func load(_ pointer: UnsafePointer<Double>) -> Lanes {
  UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
}

@inline(__always)
private func store(_ lanes: Lanes, _ pointer: UnsafeMutablePointer<Double>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: Lanes.self)
}

extension SIMD8<Double> {
  /// The sum of the lanes in three halvings of neighbours.
  @inline(__always)
  fileprivate var laneSum: Double {
    let four = evenHalf + oddHalf
    let two = four.evenHalf + four.oddHalf
    return two[0] + two[1]
  }
}
