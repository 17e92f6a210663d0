import LSTMCore

/// What is particular to one kind of cell on the fast path: which weights, by
/// the names of `Cell.parameters`, its products take, and the element-wise
/// halves of a step.
///
/// A step makes a row of columns for each sequence, in groups as wide as the
/// layer: U·h goes to the first of them, W·x to the last, and a bias to each.
/// Where the two meet, as in every group of an LSTM, they add up; a group that
/// has one of them alone is how a GRU keeps U·h apart from W·x.
protocol CellKernel {
  /// U of each of the first groups.
  static var recurrents: [String] { get }
  /// W of each of the last groups.
  static var inputs: [String] { get }
  /// b of every group.
  static var biases: [String] { get }
  /// Weights that act unit by unit, such as peepholes.
  static var unitWeights: [String] { get }
  /// What each group holds after a step; nil for what no trace records.
  static var quantities: [Quantity?] { get }

  /// On entry `gates` holds the products; on return what `quantities` says,
  /// and `hidden` and `cells` the new state.
  static func forward(_ rows: StepRows)
  /// The backward twin: `gates` holds what `forward` left on entry, and ∂L/∂
  /// the products on return.
  static func backward(_ rows: StepRows, _ d: StepGradients)
}

extension CellKernel {
  static var unitWeights: [String] { [] }
}

/// The rows of one step of one layer: what both passes read and write.
struct StepRows {
  /// How many sequences.
  let count: Int
  /// Units, padded to whole lanes.
  let width: Int
  /// Columns of a row: as many groups of `width` as there are biases.
  let columns: Int
  /// The products, then the activations, then ∂ the products;
  /// (count × columns).
  let gates: UnsafeMutablePointer<Float>
  /// h of the step before, and h; (count × width) each.
  let previousHidden, hidden: UnsafeMutablePointer<Float>
  /// C of the step before, and C; (count × width) each. A cell that has none
  /// leaves them alone.
  let previousCells, cells: UnsafeMutablePointer<Float>
  /// What input and bias add to the products, or the bias alone; one row or
  /// more of `columns`.
  let table: UnsafePointer<Float>
  /// Which row of the table each sequence reads; nil when all read row 0.
  let symbols: UnsafePointer<UInt16>?
  /// (kinds × width).
  let unitWeights: UnsafePointer<Float>

  /// Calls `body` for every group of lanes.
  ///
  /// - Parameter body: takes the first column in `gates`, that of the next
  ///   group of columns being `width` further on; the same as an index into
  ///   `table`; which of the (count × width) values it is; and which unit.
  @inline(__always)
  func overLanes(
    _ body: (
      _ z: UnsafeMutablePointer<Float>, _ entry: Int, _ value: Int,
      _ unit: Int
    ) -> Void
  ) {
    var row = 0
    while row < count {
      let z = gates + row &* columns
      let entry = tableRow(row)
      var unit = 0
      while unit < width {
        body(z + unit, entry &+ unit, row &* width &+ unit, unit)
        unit &+= Lanes.scalarCount
      }
      row &+= 1
    }
  }

  /// Where the row of the table starts that a sequence reads.
  @inline(__always)
  func tableRow(_ row: Int) -> Int {
    symbols.map { Int($0[row]) &* columns } ?? 0
  }
}

/// Where the backward half of a step finds and leaves gradients.
struct StepGradients {
  /// ∂L/∂h; (count × width).
  let hidden: UnsafePointer<Float>
  /// What goes back along the memory itself, past all products: ∂L/∂C, or for
  /// a GRU its share of ∂L/∂h. From later steps on entry, for the step before
  /// on return; (count × width).
  let memory: UnsafeMutablePointer<Float>
  /// Receives `+=` ∂ the products in the row that each sequence read.
  let table: UnsafeMutablePointer<Float>
  /// Receives `+=` ∂ the weights that act unit by unit.
  let unitWeights: UnsafeMutablePointer<Float>
}

/// `+=` for a group of lanes.
@inline(__always)
func add(_ lanes: Lanes, _ base: UnsafeMutablePointer<Float>, _ index: Int) {
  store(load(base, index) + lanes, base, index)
}
