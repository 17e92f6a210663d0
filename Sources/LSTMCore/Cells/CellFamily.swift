/// Every kind of cell, in one place.
public enum CellFamily {
  /// All cells, the LSTM first, then what came of it and what came before.
  public static let members: [CellDescription] = [
    LSTMCell.about, LSTM1997Cell.about, LSTM1997Task2aCell.about,
    PeepholeCell.about, CoupledCell.about, NoInputGateCell.about,
    NoForgetGateCell.about, NoOutputGateCell.about,
    NoInputActivationCell.about, NoOutputActivationCell.about,
    FullGateRecurrenceCell.about, ProjectedCell.about, LayerNormCell.about,
    GammaCell.about, GRUCell.about, GRUBeforeCell.about, RNNCell.about,
    ReLURNNCell.about,
  ]

  /// The names, in the same order.
  public static let names = members.map(\.name)

  /// The cell of that name, or nil.
  public static subscript(name: String) -> CellDescription? {
    members.first { $0.name == name }
  }

  /// What to say to somebody who asks for a cell that there is not.
  public static func unknown(_ name: String) -> String {
    "There is no cell '\(name)'. There are: \(names.joined(separator: ", "))."
  }
}
