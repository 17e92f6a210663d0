import LSTMCore
import ModelFiles

/// How a model of numbers scales what it reads and what it predicts.
package struct RowScaling: Equatable, Sendable {
  /// Of what is read.
  package let inputs: Scaling
  /// Of what is predicted.
  package let targets: Scaling

  /// By mean and deviation of the training parts, in single precision, so that
  /// a model scores the same once it is written and read.
  init(of corpora: [SeriesCorpus]) {
    func scaling(_ series: (SeriesCorpus) -> Series) -> Scaling {
      let exact = Scaling(
        of: corpora.flatMap { series($0).rows[$0.training] },
        columns: series(corpora[0]).columns.count)
      return Scaling(
        mean: exact.mean.map { Double(Float($0)) },
        scale: exact.scale.map { Double(Float($0)) })
    }
    (inputs, targets) = (scaling(\.inputs), scaling(\.targets))
  }

  /// That of a model; nil for one that predicts no numbers from rows.
  package init?(of model: Model) {
    guard case .rows(_, let inputs) = model.reader,
      let targets = model.readout?.targets?.scaling
    else { return nil }
    (self.inputs, self.targets) = (inputs, targets)
  }

  /// Reads what `json` gave; nil for anything else.
  init?(json: String) {
    guard
      let rows = try? JSONDecoder().decode(
        [[Double]].self, from: Data(json.utf8)),
      rows.count == 4, rows[0].count == rows[1].count,
      rows[2].count == rows[3].count,
      (rows[1] + rows[3]).allSatisfy({ $0 != 0 })
    else { return nil }
    inputs = Scaling(mean: Vector(rows[0]), scale: Vector(rows[1]))
    targets = Scaling(mean: Vector(rows[2]), scale: Vector(rows[3]))
  }

  /// Means and scales of what is read and of what is predicted.
  var json: String {
    let rows = [inputs, targets].flatMap { [$0.mean, $0.scale] }.map { row in
      "[" + row.elements.map { "\($0)" }.joined(separator: ",") + "]"
    }
    return "[" + rows.joined(separator: ",") + "]"
  }

  /// Whether it is for as many columns.
  func fits(_ corpus: SeriesCorpus) -> Bool {
    inputs.mean.count == corpus.inputs.columns.count
      && targets.mean.count == corpus.targets.columns.count
  }
}
