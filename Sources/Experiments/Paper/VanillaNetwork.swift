/// A vanilla recurrent network of logistic units, as LSTM was compared with:
/// one fully recurrent hidden layer, and outputs that see it. Laid out in
/// lanes like `PaperNetwork`.
package struct VanillaShape: Equatable, Sendable {
  var inputs: Int
  var outputs: Int
  var hidden: Int
  /// Whether hidden units and outputs have biases.
  package var hasBias = true
  /// Whether outputs see the inputs as well.
  package var outputsSeeInputs = false

  package init(inputs: Int, outputs: Int, hidden: Int) {
    (self.inputs, self.outputs, self.hidden) = (inputs, outputs, hidden)
  }

  /// The rival of a network of 1997: of experiments 2a and 2b the paper's own
  /// (one self-recurrent unit, all layers joined), else as many hidden units
  /// as come closest to the same number of weights.
  package init(rival shape: NetworkShape) {
    self.init(inputs: shape.inputs, outputs: shape.outputs, hidden: 1)
    hasBias = shape.hiddenBias != .none
    outputsSeeInputs = shape.outputsSeeInputs
    guard !shape.outputsSeeInputs else { return }
    func distance(_ hidden: Int) -> Int {
      var other = self
      other.hidden = hidden
      return abs(other.weightCount - shape.weightCount)
    }
    hidden = (1...64).min { distance($0) < distance($1) } ?? 1
  }

  package var weightCount: Int {
    hidden * (inputs + hidden) + outputs * hidden
      + (outputsSeeInputs ? inputs * outputs : 0)
      + (hasBias ? hidden + outputs : 0)
  }
}

package final class VanillaNetwork {
  typealias Lanes = SIMD8<Double>

  let shape: VanillaShape
  let (unitGroups, outputGroups): (Int, Int)
  /// Rows: inputs, hidden units, bias.
  let rows: Int
  /// Rows: inputs where they are seen, hidden units, bias.
  let readoutRows: Int
  let weights: Lane
  let readout: Lane
  let weightUpdates: Lane
  let readoutUpdates: Lane
  let previous: Lane
  let current: Lane
  let outputLanes: Lane
  let outputErrors: Lane
  /// Σ_k w_kh e_k, by hidden unit.
  let hiddenErrors: Lane

  package init(_ shape: VanillaShape) {
    self.shape = shape
    unitGroups = (shape.hidden + 7) / 8
    outputGroups = (shape.outputs + 7) / 8
    rows = shape.inputs + shape.hidden + (shape.hasBias ? 1 : 0)
    readoutRows =
      (shape.outputsSeeInputs ? shape.inputs : 0) + shape.hidden
      + (shape.hasBias ? 1 : 0)
    weights = Lane(groups: rows * unitGroups)
    weightUpdates = Lane(groups: rows * unitGroups)
    readout = Lane(groups: readoutRows * outputGroups)
    readoutUpdates = Lane(groups: readoutRows * outputGroups)
    previous = Lane(groups: unitGroups)
    current = Lane(groups: unitGroups)
    outputLanes = Lane(groups: outputGroups)
    outputErrors = Lane(groups: outputGroups)
    hiddenErrors = Lane(groups: unitGroups)
  }

  deinit {
    for lane in [
      weights, readout, weightUpdates, readoutUpdates, previous, current,
      outputLanes, outputErrors, hiddenErrors,
    ] { lane.deallocate() }
  }

  /// Every weight, hidden layer first, source by source.
  package var allWeights: [Double] {
    get { places.map { $0.lane.values[$0.index] } }
    set {
      for (place, value) in zip(places, newValue) {
        place.lane.values[place.index] = value
      }
    }
  }

  private var places: [(lane: Lane, index: Int)] {
    (0..<rows).flatMap { row in
      (0..<shape.hidden).map { (weights, row * unitGroups * 8 + $0) }
    }
      + (0..<readoutRows).flatMap { row in
        (0..<shape.outputs).map { (readout, row * outputGroups * 8 + $0) }
      }
  }

  package func initialise(within range: Double, using draw: () -> Double) {
    for row in 0..<rows {
      for unit in 0..<shape.hidden {
        weights.values[row * unitGroups * 8 + unit] = range * draw()
      }
    }
    for row in 0..<readoutRows {
      for output in 0..<shape.outputs {
        readout.values[row * outputGroups * 8 + output] = range * draw()
      }
    }
  }

  func reset() {
    previous.clear()
    current.clear()
  }

  /// y = σ(w·(x, y(t−1), 1)).
  func step(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int
  ) {
    previous.groups.update(from: current.groups, count: unitGroups)
    for group in 0..<unitGroups {
      let start = weights.groups + group
      var net = shape.hasBias ? start[(rows - 1) * unitGroups] : .zero
      for k in 0..<count {
        net += start[Int(inputs[k]) * unitGroups] * values[k]
      }
      let recurrent = start + shape.inputs * unitGroups
      for unit in 0..<shape.hidden {
        net += recurrent[unit * unitGroups] * previous.values[unit]
      }
      current.groups[group] = logistic(net)
    }
    // Lanes beyond the units would be σ(0); they must not count.
    for unused in shape.hidden..<8 * unitGroups { current.values[unused] = 0 }
  }

  func readOut(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int
  ) {
    let firstUnit = shape.outputsSeeInputs ? shape.inputs : 0
    for group in 0..<outputGroups {
      let start = readout.groups + group
      var net = shape.hasBias ? start[(readoutRows - 1) * outputGroups] : .zero
      if shape.outputsSeeInputs {
        for k in 0..<count {
          net += start[Int(inputs[k]) * outputGroups] * values[k]
        }
      }
      for unit in 0..<shape.hidden {
        net += start[(firstUnit + unit) * outputGroups] * current.values[unit]
      }
      outputLanes.groups[group] = logistic(net)
    }
  }

  /// e_k of the outputs, what they ask of the hidden units, and the change of
  /// their own weights.
  func learnReadout(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int, output: Int, value: Double, rate: Double
  ) {
    for group in 0..<outputGroups {
      let y = outputLanes.groups[group]
      outputErrors.groups[group] = -y * y * (1 - y)
    }
    let on = outputLanes.values[output]
    outputErrors.values[output] = (value - on) * on * (1 - on)
    for unused in shape.outputs..<8 * outputGroups {
      outputErrors.values[unused] = 0
    }
    let firstUnit = shape.outputsSeeInputs ? shape.inputs : 0
    for unit in 0..<shape.hidden {
      let row = (firstUnit + unit) * outputGroups
      var sum = Lanes.zero
      for group in 0..<outputGroups {
        sum += readout.groups[row + group] * outputErrors.groups[group]
      }
      hiddenErrors.values[unit] = sum.sum()
    }
    for group in 0..<outputGroups {
      let step = rate * outputErrors.groups[group]
      let start = readoutUpdates.groups + group
      if shape.outputsSeeInputs {
        for k in 0..<count {
          start[Int(inputs[k]) * outputGroups] += step * values[k]
        }
      }
      for unit in 0..<shape.hidden {
        start[(firstUnit + unit) * outputGroups] += step * current.values[unit]
      }
      if shape.hasBias { start[(readoutRows - 1) * outputGroups] += step }
    }
  }

  func applyUpdates() {
    for (target, source) in [
      (weights, weightUpdates), (readout, readoutUpdates),
    ] {
      for group in 0..<target.count {
        target.groups[group] += source.groups[group]
      }
      source.clear()
    }
  }
}
