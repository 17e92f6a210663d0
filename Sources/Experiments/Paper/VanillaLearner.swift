/// A vanilla network that learns by back-propagation through time or by
/// real-time recurrent learning: the same gradient, found backward from a
/// record of the sequence, or forward with it.
///
/// BPTT changes weights when a sequence ends; RTRL as `update` says.
package final class VanillaLearner: Learner {
  let network: VanillaNetwork
  private let rate: Double
  private let isForward: Bool
  private let update: LearningRule.Update
  /// ∂y_i/∂w for every weight w, in lanes over i; for RTRL.
  private var influence: [SIMD8<Double>] = []
  /// y of the hidden units and the errors asked of them at every step, and e
  /// of the step at work; for BPTT.
  private var past: [SIMD8<Double>] = []
  private var asked: [SIMD8<Double>] = []
  private var carried: [Double]

  package init(
    _ network: VanillaNetwork, rate: Double, method: LearningMethod.Kind,
    update: LearningRule.Update
  ) {
    (self.network, self.rate) = (network, rate)
    isForward = method == .rtrl
    self.update = update
    carried = Array(repeating: 0, count: 8 * network.unitGroups)
    if isForward {
      influence = Array(
        repeating: .zero,
        count: network.rows * network.shape.hidden * network.unitGroups)
    }
  }

  package func present(_ example: Example, learning: Bool) -> Outcome {
    var outcome = Outcome()
    let (count, width) = (example.count, example.inputsPerStep)
    let isThroughout = example.isSupervisedThroughout
    network.reset()
    if learning { begin(steps: count) }
    example.inputs.withUnsafeBufferPointer { inputs in
      example.values.withUnsafeBufferPointer { values in
        guard let input = inputs.baseAddress, let value = values.baseAddress
        else { return }
        for t in 0..<count {
          let (x, v) = (input + t * width, value + t * width)
          network.step(x, v, count: width)
          if learning, isForward { spread(x, v, count: width) }
          guard isThroughout || t == count - 1 else {
            if learning, !isForward { remember(t, hasTarget: false) }
            continue
          }
          let k = isThroughout ? t : 0
          network.readOut(x, v, count: width)
          outcome.add(
            network.outputLanes.values, count: network.shape.outputs,
            for: example, target: k)
          guard learning else { continue }
          network.learnReadout(
            x, v, count: width, output: Int(example.targetOutputs[k]),
            value: example.targetValues[k], rate: rate)
          if isForward {
            collect()
            if update == .step { network.applyUpdates() }
          } else {
            remember(t, hasTarget: true)
          }
        }
        guard learning else { return }
        if !isForward { goBack(input, value, width: width, steps: count) }
        network.applyUpdates()
      }
    }
    return outcome
  }

  private func begin(steps: Int) {
    if isForward {
      for k in influence.indices { influence[k] = .zero }
    } else if past.count < steps * network.unitGroups {
      past = Array(repeating: .zero, count: steps * network.unitGroups)
      asked = past
    }
  }

  // MARK: Real-time recurrent learning

  /// ∂y_i/∂w_jm ← f′_i (Σ_l w_il ∂y_l/∂w_jm + δ_ij source_m).
  private func spread(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int
  ) {
    let (hidden, groups) = (network.shape.hidden, network.unitGroups)
    let recurrent =
      network.weights.groups + network.shape.inputs * groups
    influence.withUnsafeMutableBufferPointer { influence in
      var old = [Double](repeating: 0, count: hidden)
      for row in 0..<network.rows {
        let source = source(of: row, inputs, values, count: count)
        for unit in 0..<hidden {
          let start = (row * hidden + unit) * groups
          for l in 0..<hidden { old[l] = influence[start + l / 8][l % 8] }
          for group in 0..<groups {
            var sum = SIMD8<Double>.zero
            for l in 0..<hidden {
              sum += recurrent[l * groups + group] * old[l]
            }
            if unit / 8 == group { sum[unit % 8] += source }
            let y = network.current.groups[group]
            influence[start + group] = sum * y * (1 - y)
          }
        }
      }
    }
  }

  private func source(
    of row: Int, _ inputs: UnsafePointer<Int32>,
    _ values: UnsafePointer<Double>, count: Int
  ) -> Double {
    let shape = network.shape
    if row >= shape.inputs {
      let unit = row - shape.inputs
      return unit < shape.hidden ? network.previous.values[unit] : 1
    }
    for k in 0..<count where Int(inputs[k]) == row { return values[k] }
    return 0
  }

  /// Δw = α Σ_i (Σ_k w_ki e_k) ∂y_i/∂w.
  private func collect() {
    let (hidden, groups) = (network.shape.hidden, network.unitGroups)
    for row in 0..<network.rows {
      for unit in 0..<hidden {
        var sum = SIMD8<Double>.zero
        for group in 0..<groups {
          sum +=
            influence[(row * hidden + unit) * groups + group]
            * network.hiddenErrors.groups[group]
        }
        network.weightUpdates.values[row * groups * 8 + unit] +=
          rate * sum.sum()
      }
    }
  }

  // MARK: Back-propagation through time

  private func remember(_ t: Int, hasTarget: Bool) {
    let groups = network.unitGroups
    for group in 0..<groups {
      past[t * groups + group] = network.current.groups[group]
      asked[t * groups + group] =
        hasTarget ? network.hiddenErrors.groups[group] : .zero
    }
  }

  private func goBack(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    width: Int, steps: Int
  ) {
    let shape = network.shape
    let groups = network.unitGroups
    let updates = network.weightUpdates.groups
    for k in carried.indices { carried[k] = 0 }
    for t in stride(from: steps - 1, through: 0, by: -1) {
      for group in 0..<groups {
        var error = asked[t * groups + group]
        for lane in 0..<8 { error[lane] += carried[group * 8 + lane] }
        let y = past[t * groups + group]
        error *= y * (1 - y)
        asked[t * groups + group] = error
        let step = rate * error
        for k in 0..<width {
          updates[Int(inputs[t * width + k]) * groups + group] +=
            step * values[t * width + k]
        }
        if t > 0 {
          for unit in 0..<shape.hidden {
            let y = past[(t - 1) * groups + unit / 8][unit % 8]
            updates[(shape.inputs + unit) * groups + group] += step * y
          }
        }
        if shape.hasBias {
          updates[(network.rows - 1) * groups + group] += step
        }
      }
      for unit in 0..<shape.hidden {
        var sum = SIMD8<Double>.zero
        for group in 0..<groups {
          sum +=
            network.weights.groups[(shape.inputs + unit) * groups + group]
            * asked[t * groups + group]
        }
        carried[unit] = sum.sum()
      }
    }
  }
}
