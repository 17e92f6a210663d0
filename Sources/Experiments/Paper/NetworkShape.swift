/// The wiring of a network of 1997: inputs, one hidden layer of memory blocks,
/// outputs. (Hochreiter & Schmidhuber 1997, tables 10 and 11.)
///
/// The hidden layer sees the inputs, and its own cells and gates one step
/// earlier; a block's cells share an input gate and an output gate.
package struct NetworkShape: Equatable, Sendable {
  /// Which hidden units have a bias.
  package enum HiddenBias: Sendable { case none, gates, all }

  /// How many inputs there are.
  package var inputs: Int
  /// How many outputs there are.
  package var outputs: Int
  /// How many memory blocks there are.
  package var blocks: Int
  /// How many cells a block has.
  package var cellsPerBlock: Int
  /// Which hidden units have a bias.
  package var hiddenBias = HiddenBias.all
  /// Whether outputs have one.
  package var hasOutputBias = true
  /// Whether the hidden layer sees its own cells and gates.
  package var isRecurrent = true
  /// Whether blocks have output gates. Those of experiments 2a and 2b do not;
  /// their g is then σ and their h the identity.
  package var hasOutputGates = true
  /// Whether the outputs see the inputs as well as the cells.
  package var outputsSeeInputs = false

  /// Whether the hidden layer sees its gates one step earlier, as the paper's
  /// weight counts require, and not its cells alone. Gates that stand half open
  /// act on it as a bias would, and let states drift.
  package var gatesAreFedBack = true
  /// Whether gates are fed back as y − ½, by which one that stands half open
  /// says nothing. As w(y − ½) = wy − w/2, this is the network with other
  /// biases, and so the same functions, reached from another start on another
  /// path: descent is slow where sources have a mean of their own (LeCun,
  /// Bottou, Orr & Müller, *Efficient BackProp*, 1998, section 4.3).
  package var gatesAreCentred = false
  /// What the cells' own net input reads of the hidden layer; gates read all
  /// of it.
  package var cellSources = CellSources.all
  /// Whether an output is its net input itself, and not σ of it.
  package var outputsAreLinear = false

  /// g = inputScale·(2σ − 1), the squashing of a cell's input.
  package var inputScale = 2.0
  /// h = outputScale·(2σ − 1), the squashing of its state.
  package var outputScale = 1.0
  /// What of its state a cell keeps from step to step: the paper's 1.0, or a
  /// forget gate that always stands at this.
  package var selfWeight = 1.0

  /// The usual wiring, with the given sizes.
  package init(inputs: Int, outputs: Int, blocks: Int, cellsPerBlock: Int) {
    precondition(
      inputs > 0 && outputs > 0 && blocks > 0 && cellsPerBlock > 0,
      "\(inputs) inputs, \(outputs) outputs, \(blocks) × \(cellsPerBlock) cells"
    )
    (self.inputs, self.outputs) = (inputs, outputs)
    (self.blocks, self.cellsPerBlock) = (blocks, cellsPerBlock)
  }

  /// C, how many cells there are.
  package var cells: Int { blocks * cellsPerBlock }
  /// How many gates there are.
  package var gates: Int { hasOutputGates ? 2 * blocks : blocks }
  /// H, how many hidden units there are: gates and cells.
  package var units: Int { gates + cells }

  /// How many weights there are, biases included; the carousels' fixed 1.0 is
  /// none.
  package var weightCount: Int {
    let fedBack = isRecurrent ? gatesAreFedBack ? units : cells : 0
    let fedToCells =
      switch cellSources {
      case .all: fedBack
      case .cells: min(cells, fedBack)
      case .inputs: 0
      }
    let biases =
      switch hiddenBias {
      case .none: 0
      case .gates: gates
      case .all: units
      }
    let readout = cells + (outputsSeeInputs ? inputs : 0)
    return gates * (inputs + fedBack) + cells * (inputs + fedToCells)
      + biases + outputs * readout
      + (hasOutputBias ? outputs : 0)
  }
}
