/// A network of 1997 that learns on line: memory blocks, forward accumulators,
/// plain gradient descent. (Hochreiter & Schmidhuber, *Long Short-Term Memory*,
/// Neural Computation 9(8), 1997, sections 4, 5 and appendix A.1.)
///
/// This is the fast twin of the reference cell `lstm-1997`. Everything is laid
/// out in groups of eight lanes that are allocated once: a step allocates
/// nothing, takes O(W) time, and gives the same digits on every processor, for
/// no product is fused with a sum and the order of summation is fixed.
///
///     rows of `weights`       inputs, then hidden units, then the bias
///     lanes of a row          input gates, output gates, cells
///     rows of `sensitivities` the same
///     lanes of a row          ∂s/∂w_in of every cell, ∂s/∂w_c of every cell
///
/// `PaperNetwork+Step.swift` holds the forward pass, `PaperNetwork+Learning`
/// the updates.
package final class PaperNetwork {
  typealias Lanes = SIMD8<Double>

  /// The wiring.
  package let shape: NetworkShape

  // Counts in groups of eight lanes, and in rows.
  let unitGroups: Int
  let sensitivityGroups: Int
  let outputGroups: Int
  let rows: Int
  let readoutRows: Int

  /// w of the hidden layer: what every unit takes from every source.
  let weights: Lane
  /// w of the outputs: rows are inputs where they see them, cells, the bias.
  let readout: Lane
  /// ∂s/∂w, the forward accumulators of equations 25 to 28.
  let sensitivities: Lane
  /// y of the hidden units at the step before, by unit.
  let previous: Lane
  /// y of the hidden units now: gates, then cells (y_out·h(s)).
  let current: Lane
  /// net of the hidden units, then σ(net).
  let activations: Lane
  /// s, by cell.
  let states: Lane
  /// h(s), by cell.
  let shown: Lane
  /// What the sensitivities grow by for each unit of a source: by lane as
  /// theirs.
  let growth: Lane
  /// The outputs.
  let outputLanes: Lane
  /// e_k = f′(net_k)(t_k − y_k).
  let outputErrors: Lane
  /// Σ_k w_kc e_k, by cell; then e_s.
  let cellErrors: Lane
  /// e_out, by block.
  let gateErrors: Lane
  /// What updates are collected in until a sequence ends, laid out as
  /// `weights` and `readout`.
  let weightUpdates: Lane
  let readoutUpdates: Lane
  /// What `sensitivities` are to be multiplied by: `selfWeight` to the power
  /// of the steps since they were last brought up to date. So a step takes as
  /// little time as where they do not decay.
  var sensitivityScale = 1.0
  /// Adam's moments, where it is used.
  var adam: AdamMoments?

  /// A network of zero weights.
  package init(_ shape: NetworkShape) {
    self.shape = shape
    unitGroups = groups(shape.units)
    sensitivityGroups = groups(2 * shape.cells)
    outputGroups = groups(shape.outputs)
    rows =
      shape.inputs + (shape.isRecurrent ? shape.units : 0)
      + (shape.hiddenBias == .none ? 0 : 1)
    readoutRows =
      (shape.outputsSeeInputs ? shape.inputs : 0) + shape.cells
      + (shape.hasOutputBias ? 1 : 0)
    weights = Lane(groups: rows * unitGroups)
    readout = Lane(groups: readoutRows * outputGroups)
    sensitivities = Lane(groups: rows * sensitivityGroups)
    previous = Lane(groups: unitGroups)
    current = Lane(groups: unitGroups)
    activations = Lane(groups: unitGroups)
    states = Lane(groups: groups(shape.cells))
    shown = Lane(groups: groups(shape.cells))
    growth = Lane(groups: sensitivityGroups)
    outputLanes = Lane(groups: outputGroups)
    outputErrors = Lane(groups: outputGroups)
    cellErrors = Lane(groups: groups(shape.cells))
    gateErrors = Lane(groups: groups(shape.blocks))
    weightUpdates = Lane(groups: rows * unitGroups)
    readoutUpdates = Lane(groups: readoutRows * outputGroups)
  }

  deinit {
    for lane in [
      weights, readout, sensitivities, previous, current, activations, states,
      shown, growth, outputLanes, outputErrors, cellErrors, gateErrors,
      weightUpdates, readoutUpdates,
    ] { lane.deallocate() }
    adam?.deallocate()
  }

  /// Forgets the sequence before: all activations, states and sensitivities
  /// are 0.
  package func reset() {
    for lane in [previous, current, states, shown] { lane.clear() }
    sensitivities.clear()
    sensitivityScale = 1
  }

  /// y of the outputs after the latest step.
  package var outputs: [Double] { outputLanes.array(shape.outputs) }
  /// s of the cells after the latest step.
  package var cellStates: [Double] { states.array(shape.cells) }
  /// y of the hidden units after the latest step: input gates, output gates,
  /// cells.
  package var hidden: [Double] { current.array(shape.units) }
}

// MARK: Weights by name

extension PaperNetwork {
  /// What a hidden unit takes from a source, both counted from 0 in the order
  /// of the rows and lanes above.
  package subscript(source source: Int, unit unit: Int) -> Double {
    get { weights.values[source * unitGroups * 8 + unit] }
    set { weights.values[source * unitGroups * 8 + unit] = newValue }
  }

  /// What an output takes from a source.
  package subscript(readoutSource source: Int, output output: Int) -> Double {
    get { readout.values[source * outputGroups * 8 + output] }
    set { readout.values[source * outputGroups * 8 + output] = newValue }
  }

  /// How many sources the hidden layer has, the bias counted.
  package var sourceCount: Int { rows }
  /// How many sources the outputs have, the bias counted.
  package var readoutSourceCount: Int { readoutRows }

  /// Whether this weight exists: where only gates have biases, cells do not,
  /// none comes from gates that are not fed back, and cells may read less than
  /// gates do.
  package func hasWeight(source: Int, unit: Int) -> Bool {
    let isGate = unit < shape.gates
    if shape.hiddenBias != .none && source == rows - 1 {
      return shape.hiddenBias == .all || isGate
    }
    guard source >= shape.inputs else { return true }
    let comesFromGate = source < shape.inputs + shape.gates
    if comesFromGate && !shape.gatesAreFedBack { return false }
    guard !isGate else { return true }
    return switch shape.cellSources {
    case .all: true
    case .cells: !comesFromGate
    case .inputs: false
    }
  }

  /// Draws every weight from ±`range`, then sets the biases that are given, a
  /// value a block.
  package func initialise(
    within range: Double, inputGateBiases: [Double] = [],
    outputGateBiases: [Double] = [], using draw: () -> Double
  ) {
    for source in 0..<rows {
      for unit in 0..<shape.units where hasWeight(source: source, unit: unit) {
        self[source: source, unit: unit] = range * draw()
      }
    }
    for source in 0..<readoutRows {
      for output in 0..<shape.outputs {
        self[readoutSource: source, output: output] = range * draw()
      }
    }
    for (block, bias) in inputGateBiases.enumerated() {
      self[source: rows - 1, unit: block] = bias
    }
    for (block, bias) in outputGateBiases.enumerated() {
      self[source: rows - 1, unit: shape.blocks + block] = bias
    }
  }
}

// MARK: Memory

/// Values in groups of eight, of a fixed count, that live until deallocated.
struct Lane {
  let groups: UnsafeMutablePointer<SIMD8<Double>>
  let count: Int

  init(groups count: Int) {
    self.count = count
    groups = .allocate(capacity: max(count, 1))
    groups.initialize(repeating: .zero, count: max(count, 1))
  }

  /// The values one by one, `8 * count` of them.
  var values: UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(groups).assumingMemoryBound(to: Double.self)
  }

  @inline(__always)
  func clear() { groups.update(repeating: .zero, count: count) }

  func array(_ count: Int) -> [Double] { (0..<count).map { values[$0] } }

  func deallocate() { groups.deallocate() }
}

/// How many groups of eight hold `count` values.
private func groups(_ count: Int) -> Int { (count + 7) / 8 }
