import LSTMCore
import LSTMTraining

/// What all units of a layer know together: for each label a linear function
/// of their values, trained on rows of the first half of a text and scored on
/// those of the second. Logistic regression for a yes or no, least squares for
/// a number; both with the penalty ½·λ·‖w‖².
///
/// Nesterov's accelerated gradient on standardised values, with the step 1/L,
/// L the largest eigenvalue of XᵀX/n by power iteration (a quarter of it for
/// the logistic loss), plus λ.
enum LinearProbe {
  /// How many steps are taken.
  static let iterations = 200
  /// λ.
  static let penalty: Float = 1e-3

  /// The score on the second half for every label, by its index.
  static func scores(
    _ sample: RowSample, _ labels: LabelSet, middle: Int
  ) -> [Int: CellSearch.Score] {
    let split = sample.positions.firstIndex { $0 >= middle } ?? sample.count
    guard split > 1, split < sample.count else { return [:] }
    let x = Standardised(sample, rows: 0..<split)
    let targets = labels.labels.map { label in
      sample.positions[..<split].map { label.values[$0] }
    }
    let fit = fit(x, targets, isFlag: labels.labels.map { $0.flags != nil })
    var scores: [Int: CellSearch.Score] = [:]
    for (k, label) in labels.labels.enumerated() {
      let said = (split..<sample.count).map { row in
        fit.value(x.standardise(sample.row(row)), label: k)
      }
      let truth = sample.positions[split...].map { label.values[$0] }
      scores[k] =
        label.flags != nil
        ? RankStatistics.area(said, truth.map { $0 == 1 }).map { .area($0) }
        : RankStatistics.correlation(said, truth).map { .correlation($0) }
    }
    return scores
  }

  /// The weights after all steps; (width × labels).
  private static func fit(
    _ x: Standardised, _ targets: [[Float]], isFlag: [Bool]
  ) -> Fit {
    let (n, width, count) = (x.rows, x.width, targets.count)
    let y = Table(rows: n, columns: count) { targets[$1][$0] }
    // The mean of a label is its intercept, so weights start from nothing.
    let means = targets.map { $0.reduce(0, +) / Float(n) }
    let starts = zip(means, isFlag).map { mean, isFlag in
      isFlag ? log(mean / (1 - mean)) : mean
    }
    var scale: [Float] = targets.indices.map { k in
      let centred = targets[k].map { $0 - means[k] }
      let variance = centred.reduce(0) { $0 + $1 * $1 } / Float(n)
      return isFlag[k] || variance == 0 ? 1 : variance.squareRoot()
    }
    if scale.isEmpty { scale = [1] }
    let largest = x.largestEigenvalue()
    let weights = Table(rows: width, columns: count)
    let ahead = Table(rows: width, columns: count)
    let gradient = Table(rows: width, columns: count)
    let said = Table(rows: n, columns: count)
    var momentum: Float = 1
    for _ in 0..<iterations {
      asWorker { multiply(x.table.view, ahead.view, into: said.view) }
      for row in 0..<n {
        for k in 0..<count {
          let z = said[row, k] + starts[k]
          said[row, k] =
            (isFlag[k]
              ? 1 / (1 + exp(-z)) - y[row, k]
              : said[row, k] - (y[row, k] - means[k]) / scale[k]) / Float(n)
        }
      }
      asWorker {
        multiplyTransposed(x.table.view, said.view, into: gradient.view)
      }
      let next = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      let push = (momentum - 1) / next
      for j in 0..<width {
        for k in 0..<count {
          let step = 1 / ((isFlag[k] ? largest / 4 : largest) + penalty)
          let moved =
            ahead[j, k] - step * (gradient[j, k] + penalty * ahead[j, k])
          ahead[j, k] = moved + push * (moved - weights[j, k])
          weights[j, k] = moved
        }
      }
      momentum = next
    }
    return Fit(weights: weights)
  }

  /// Weights found for every label; the intercepts do not matter to a rank.
  private struct Fit {
    let weights: Table

    func value(_ x: [Float], label: Int) -> Float {
      x.indices.reduce(0) { $0 + x[$1] * weights[$1, label] }
    }
  }
}

/// Rows with mean 0 and variance 1 in every column.
private struct Standardised {
  let table: Table
  let means, scales: [Float]
  var rows: Int { table.view.rows }
  var width: Int { table.view.columns }

  init(_ sample: RowSample, rows: Range<Int>) {
    let (width, n) = (sample.width, Double(rows.count))
    var (sums, squares) = (
      [Double](repeating: 0, count: width), [Double](repeating: 0, count: width)
    )
    for row in rows {
      for (j, value) in sample.row(row).enumerated() {
        sums[j] += Double(value)
        squares[j] += Double(value) * Double(value)
      }
    }
    let means = sums.map { Float($0 / n) }
    let scales = (0..<width).map { j -> Float in
      let variance = squares[j] / n - sums[j] / n * (sums[j] / n)
      return variance > 1e-10 ? Float(1 / variance.squareRoot()) : 0
    }
    (self.means, self.scales) = (means, scales)
    table = Table(rows: rows.count, columns: width) { row, j in
      let value = sample.values[(rows.lowerBound + row) * width + j]
      return (value - means[j]) * scales[j]
    }
  }

  func standardise(_ row: ArraySlice<Float>) -> [Float] {
    row.enumerated().map { ($1 - means[$0]) * scales[$0] }
  }

  /// The largest eigenvalue of XᵀX/n, by 30 steps of power iteration.
  func largestEigenvalue() -> Float {
    let v = Table(rows: width, columns: 1) { _, _ in 1 }
    let image = Table(rows: rows, columns: 1)
    var size: Float = 1
    for _ in 0..<30 {
      asWorker {
        multiply(table.view, v.view, into: image.view)
        multiplyTransposed(table.view, image.view, into: v.view)
      }
      size = 0
      for j in 0..<width { size += v[j, 0] * v[j, 0] }
      size = size.squareRoot()
      guard size > 0 else { return 1 }
      for j in 0..<width { v[j, 0] /= size }
    }
    return 1.05 * size / Float(rows)
  }
}

/// A table of `Float` values in memory of its own.
private final class Table {
  let view: MatrixView

  init(rows: Int, columns: Int, _ value: (Int, Int) -> Float = { _, _ in 0 }) {
    let base = UnsafeMutablePointer<Float>.allocate(
      capacity: max(1, rows * columns))
    for row in 0..<rows {
      for column in 0..<columns {
        (base + row * columns + column).initialize(to: value(row, column))
      }
    }
    view = MatrixView(base, rows: rows, columns: columns)
  }

  deinit { view.base.deallocate() }

  subscript(row: Int, column: Int) -> Float {
    get { view.base[row &* view.columns &+ column] }
    set { view.base[row &* view.columns &+ column] = newValue }
  }
}
