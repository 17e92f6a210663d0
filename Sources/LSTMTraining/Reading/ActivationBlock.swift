import LSTMCore

/// What one layer computed over a window of steps of several streams, valid
/// while the block is being looked at.
///
/// Rows go by time: the row of stream `b` at its `t`-th step of the window is
/// `t · streamCount + b`.
package struct ActivationBlock {
  /// Which stream of the whole text the block's first one is.
  package let firstStream: Int
  /// For each stream the positions in the text whose rows count; those of a
  /// warm-up and those past the end do not.
  package let positions: [Range<Int>]
  /// How many units the layer has.
  package let unitCount: Int
  /// The first position of the window for each stream, counted or not.
  let starts: [Int]
  /// Where the rows of each quantity begin, and how far apart they are.
  let planes: [Quantity: Plane]
  let prices: [Float]

  /// The rows of one quantity.
  typealias Plane = (base: UnsafePointer<Float>, stride: Int)

  /// How many streams the block has.
  package var streamCount: Int { starts.count }

  /// How many rows there are, counted or not.
  package var rowCount: Int { rowsPerStream * streamCount }

  var rowsPerStream: Int { activationWindow }

  /// The row of a position of a stream.
  @inline(__always)
  package func row(stream: Int, position: Int) -> Int {
    (position &- starts[stream]) &* streamCount &+ stream
  }

  /// Where the rows of a quantity begin, and how far they are from each other.
  /// One that the layer's cell records.
  package func rows(
    of quantity: Quantity
  ) -> (base: UnsafePointer<Float>, stride: Int) {
    guard let plane = planes[quantity] else {
      preconditionFailure("\(quantity.name) is not kept by a block")
    }
    return plane
  }

  /// The loss of what should come after each row, in nats of a character or the
  /// squared error of scaled numbers, where the reader was asked for it and
  /// there is such a thing; NaN elsewhere.
  package func price(row: Int) -> Float { prices.isEmpty ? .nan : prices[row] }
}

/// How many steps a block has.
let activationWindow = 100
