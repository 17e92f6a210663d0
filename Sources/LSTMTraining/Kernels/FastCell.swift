import LSTMCore

/// The cells that train on the fast path. All others are trained by the
/// reference, by `ReferenceGradients`.
package enum FastCell: String, CaseIterable, Codable, Sendable {
  case lstm, peephole, coupled, gru
  case rnnTanh = "rnn-tanh"

  /// The cell's own part of the fast path.
  var kernel: any CellKernel.Type {
    switch self {
    case .lstm: LSTMKernel.self
    case .peephole: PeepholeKernel.self
    case .coupled: CoupledKernel.self
    case .gru: GRUKernel.self
    case .rnnTanh: RNNKernel.self
    }
  }

  /// The cell itself.
  var reference: CellDefinition { CellFamily[rawValue] ?? CellFamily.lstm }

  /// Whether a step leaves every quantity behind but pre-activations; what is
  /// only implied, as a coupled f, is not kept.
  var keepsQuantities: Bool {
    let kept = kernel.quantities.compactMap { $0 } + [.cell, .hidden]
    return reference.quantities.allSatisfy {
      $0.isPreactivation || kept.contains($0)
    }
  }

  /// The cell that settings ask for.
  ///
  /// Throws `TrainingError.unsupportedCell` for one without a fast path.
  init(_ settings: TrainingSettings) throws {
    guard let cell = FastCell(rawValue: settings.cell) else {
      throw TrainingError.unsupportedCell(settings.cell)
    }
    self = cell
  }

  /// The cell of all layers of a model.
  ///
  /// Throws `TrainingError.unsupportedCell` for the first layer that is not on
  /// the fast path, or not of the same kind as the lowest.
  init(of layers: [any Cell]) throws {
    let names = layers.map { $0.definition.name }
    guard let lowest = FastCell(rawValue: names.first ?? CellFamily.lstm.name)
    else {
      throw TrainingError.unsupportedCell(names[0])
    }
    if let other = names.first(where: { $0 != lowest.rawValue }) {
      throw TrainingError.unsupportedCell(other)
    }
    self = lowest
  }
}
