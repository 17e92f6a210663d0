import LSTMCore

/// A model that reads what it said, row by row of the columns as they are: where
/// it reads or predicts their changes (`ColumnChange`), these are worked out
/// here and undone.
struct ForecastRun {
  let model: Model
  let ahead: Int
  /// The columns predicted, in the order of the targets.
  let columns: [String]
  /// For each target its place in a row, and over how many rows it is a change.
  private let targets: [(place: Int, rows: Int)]
  /// The same for each number read, by its place among the targets.
  private let inputs: [(target: Int, rows: Int)]
  private let memory: Int

  struct State {
    var cells: [LSTMCore.State]
    /// How many rows were read.
    var count = 0
    /// What was said of the next `ahead` rows: of row t at t modulo `ahead`.
    var said: [Vector] = []
    /// The targets of the rows read last: of row t at t modulo the memory.
    var latest: [Vector] = []

    init(_ cells: [LSTMCore.State]) { self.cells = cells }
  }

  /// - Parameter row: the columns of the rows that will be read.
  init(_ model: Model, columns row: [String]) throws(ForecastError) {
    guard let readout = model.readout?.targets, model.stack.isOneWay,
      model.reader.vocabulary == nil
    else { throw .predictsNothing }
    guard readout.ahead > 0 else { throw .notAhead }
    func parts(_ names: [String]) -> [(column: String, rows: Int)] {
      names.map { row.contains($0) ? ($0, 0) : ColumnChange.parts(of: $0) }
    }
    let isNamed =
      !readout.names.isEmpty || readout.scaling.mean.count != row.count
    let predicted = parts(isNamed ? readout.names : row)
    let read = parts(model.reader.columns.isEmpty ? row : model.reader.columns)
    let names = predicted.map(\.column)
    let missing = read.map(\.column).filter { !names.contains($0) }
    guard missing.isEmpty else { throw .readsMore(missing) }
    let places = names.compactMap { row.firstIndex(of: $0) }
    guard places.count == names.count else {
      throw .readsMore(row.filter { !names.contains($0) })
    }
    // A change over fewer rows than lie between starts from one not known yet.
    let open = predicted.filter { $0.rows > 0 && $0.rows < readout.ahead }
    guard open.isEmpty else { throw .startsLater(open.map(\.column)) }
    (self.model, ahead, columns) = (model, readout.ahead, names)
    targets = zip(places, predicted).map { ($0, $1.rows) }
    inputs = read.map { (names.firstIndex(of: $0.column) ?? 0, $0.rows) }
    memory = 1 + (read + predicted).reduce(0) { max($0, $1.rows) }
  }

  /// The targets of a row.
  func targets(_ row: Vector) -> Vector {
    Vector(targets.map { row[$0.place] })
  }

  func read(_ row: Vector, _ state: inout State) {
    go(targets(row), &state)
  }

  /// The next rows from a state.
  func goOn(from state: State, _ steps: Int) -> [Vector] {
    var (state, rows) = (state, [Vector]())
    guard state.said.count == ahead else { return [] }
    while rows.count < steps {
      rows.append(state.said[state.count % ahead])
      go(rows[rows.count - 1], &state)
    }
    return rows
  }

  private func go(_ row: Vector, _ state: inout State) {
    let t = state.count
    put(row, at: t % memory, in: &state.latest)
    // The row so many before this one, or the first that is known.
    func before(_ rows: Int) -> Vector {
      state.latest[(t - min(rows, t, memory - 1)) % memory]
    }
    let input = Vector(
      inputs.map { target, rows in
        guard rows > 0 else { return row[target] }
        return rows <= t ? row[target] - before(rows)[target] : 0
      })
    let steps = model.stack.step(model.reader(.row(input)), from: state.cells)
    state.cells = steps.map(\.state)
    state.count += 1
    guard var said = model.prediction(after: steps) else { return }
    for (k, target) in targets.enumerated() where target.rows > 0 {
      said[k] += before(target.rows - ahead)[k]
    }
    // t and t + ahead are the same place.
    put(said, at: t % ahead, in: &state.said)
  }

  private func put(_ row: Vector, at place: Int, in rows: inout [Vector]) {
    if place < rows.count { rows[place] = row } else { rows.append(row) }
  }
}

extension Forecast {
  /// Whether a model can go on beyond the end of what it reads.
  package static func isPossible(by model: Model) -> Bool {
    var columns: [String] = []
    for name in model.reader.columns {
      let column = ColumnChange.parts(of: name).column
      if !columns.contains(column) { columns.append(column) }
    }
    return (try? ForecastRun(model, columns: columns)) != nil
  }
}

/// Why a model cannot say the future.
package enum ForecastError: Error, Equatable {
  /// It predicts no numbers from rows.
  case predictsNothing
  /// It predicts the row that it reads.
  case notAhead
  /// It reads columns that it does not predict.
  case readsMore([String])
  /// It predicts changes that start from a row that is not known yet.
  case startsLater([String])
  /// There are fewer rows than it predicts ahead.
  case tooShort(rows: Int, needed: Int)
}

extension ForecastError: CustomStringConvertible {
  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .predictsNothing:
      "the model predicts no numbers from rows: lstm-lab train --csv makes one "
        + "that does."
    case .notAhead:
      "the model predicts columns of the row that it reads, not of later ones: "
        + "train it with --ahead 1 or more."
    case .readsMore(let columns):
      "the model reads \(columns.joined(separator: ", ")) and does not predict "
        + "it, so nothing is known to read beyond the last row: train it with "
        + "--target on all columns, or with --columns on the targets alone."
    case .startsLater(let columns):
      "the model predicts changes of \(columns.joined(separator: ", ")) over "
        + "fewer rows than it predicts ahead, so what they start from is not "
        + "known: train it with --difference."
    case .tooShort(let rows, let needed):
      "there \(rows == 1 ? "is 1 row" : "are \(rows) rows"), and the model predicts \(needed) ahead: give at "
        + "least as many."
    }
  }
}
