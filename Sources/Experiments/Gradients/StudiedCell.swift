import LSTMCore
import Wording

/// One of the cells that a gradient study compares.
package enum StudiedCell: Equatable, Sendable {
  /// A vanilla RNN, its recurrent weights drawn in one of the usual ways.
  case rnn(Initialiser)
  /// A vanilla RNN whose recurrent weights are normal draws, scaled until
  /// ‖U‖₂ is given.
  case rnnOfNorm(Double)
  /// An LSTM with one value in every bias of its forget gate.
  case lstm(forgetBias: Double)
  /// An LSTM with chrono biases. (Tallec & Ollivier, ICLR 2018.)
  case chrono
  /// The cell of 1997, which never forgets, under the truncated gradient of
  /// 1997: the constant error carousel.
  case carousel
  /// A cell of the family by its name, as it starts when it is trained, with
  /// its exact gradient.
  case member(String)

  /// The name in CSV: `rnn-tanh-orthogonal`, `lstm`, …
  package var key: String {
    switch self {
    case .rnn(.orthogonal): "rnn-tanh-orthogonal"
    case .rnn: "rnn-tanh"
    case .rnnOfNorm: "rnn-tanh-spectral"
    case .lstm, .chrono: "lstm"
    case .carousel: "lstm-1997"
    case .member(let name): name
    }
  }

  /// The forget gate's bias as CSV has it: a number, `chrono`, or nothing.
  package var forgetBias: String {
    switch self {
    case .lstm(let bias): bias.bare
    case .chrono: "chrono"
    case .rnn, .rnnOfNorm, .carousel, .member: ""
    }
  }

  /// What tables and figures call it.
  package var name: String {
    switch self {
    case .rnn: "vanilla RNN"
    case .rnnOfNorm(let norm): "RNN, norm \(norm.bare)"
    case .lstm(let bias): "LSTM, bias \(bias.bare)"
    case .chrono: "LSTM, chrono"
    case .carousel: "LSTM of 1997"
    case .member(let name): name
    }
  }

  /// One character that marks its line in a plot of characters.
  package var mark: Character {
    switch self {
    case .rnn: "R"
    case .rnnOfNorm: "N"
    case .lstm(let bias): bias.bare.first ?? "?"
    case .chrono: "c"
    case .carousel: "="
    case .member: "x"
    }
  }

  /// What carries its error from step to step: C where there is one.
  package var state: Quantity {
    switch self {
    case .rnn, .rnnOfNorm: .hidden
    case .lstm, .chrono, .carousel: .cell
    case .member(let name):
      CellFamily[name]?.quantities.contains(.cell) == true
        ? .cell : .hidden
    }
  }

  /// Which paths its error may take.
  var flow: GradientFlow { self == .carousel ? .truncated : .full }
}
