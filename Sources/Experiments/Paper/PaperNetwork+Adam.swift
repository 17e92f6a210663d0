/// What Adam keeps of a network's gradients: their running means and those of
/// their squares, laid out as the weights and the readout.
struct AdamMoments {
  let weights: (first: Lane, second: Lane)
  let readout: (first: Lane, second: Lane)
  /// How many updates there were.
  var updates = 0

  init(weights: Int, readout: Int) {
    self.weights = (Lane(groups: weights), Lane(groups: weights))
    self.readout = (Lane(groups: readout), Lane(groups: readout))
  }

  func deallocate() {
    for lane in [
      weights.first, weights.second, readout.first, readout.second,
    ] { lane.deallocate() }
  }
}

extension PaperNetwork {
  /// Changes the weights by Adam, with the descent that a sequence has
  /// collected at α 1 as what it follows; β 0.9 and 0.999, ε 1e-8.
  func applyAdam(rate: Double) {
    var moments =
      adam ?? AdamMoments(weights: weights.count, readout: readout.count)
    moments.updates += 1
    let n = Double(moments.updates)
    let step =
      rate * (1 - pow(0.999, n)).squareRoot() / (1 - pow(0.9, n))
    follow(weightUpdates, moments.weights, weights, step: step)
    follow(readoutUpdates, moments.readout, readout, step: step)
    adam = moments
  }

  private func follow(
    _ descent: Lane, _ moments: (first: Lane, second: Lane), _ target: Lane,
    step: Double
  ) {
    let (m, v) = (moments.first.groups, moments.second.groups)
    for group in 0..<descent.count {
      let g = descent.groups[group]
      m[group] += 0.1 * (g - m[group])
      v[group] += 0.001 * (g * g - v[group])
      target.groups[group] +=
        step * m[group] / (v[group].squareRoot() + 1e-8)
    }
    descent.clear()
  }
}
