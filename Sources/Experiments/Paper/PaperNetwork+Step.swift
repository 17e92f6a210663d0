extension PaperNetwork {
  /// One step: reads the inputs that are not 0, computes the hidden layer and
  /// its sensitivities. The outputs follow when `readOut` is asked for them.
  ///
  ///     net = w·(x(t), y(t−1), 1)                      every hidden unit
  ///     y_in = σ(net_in),  y_out = σ(net_out)          eq 3
  ///     s   += y_in·g(net_c)        g = 4σ − 2         eq 5
  ///     y_c  = y_out·h(s)           h = 2σ − 1         eq 4
  ///     ∂s/∂w_in += g(net_c)·f′(net_in)·source         eqs 25, 26
  ///     ∂s/∂w_c  += g′(net_c)·y_in·source              eqs 27, 28
  ///
  /// - Parameters:
  ///   - inputs: the numbers of `count` inputs.
  ///   - values: their values.
  ///   - learning: whether sensitivities are kept up.
  @inline(__always)
  func step(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int, learning: Bool
  ) {
    let unitGroups = unitGroups
    previous.groups.update(from: current.groups, count: unitGroups)
    if !shape.gatesAreFedBack {
      previous.values.update(repeating: 0, count: shape.gates)
    } else if shape.gatesAreCentred {
      for gate in 0..<shape.gates { previous.values[gate] -= 0.5 }
    }
    for group in 0..<unitGroups {
      activations.groups[group] = logistic(
        net(inputs, values, count: count, group: group))
    }
    if shape.hasOutputGates {
      updateBlocks()
    } else {
      updatePlainBlocks()
    }
    if learning { grow(inputs, values, count: count) }
  }

  /// The input of eight hidden units.
  @inline(__always)
  private func net(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int, group: Int
  ) -> Lanes {
    let (unitGroups, units) = (unitGroups, shape.units)
    let start = weights.groups + group
    var net = Lanes.zero
    if shape.hiddenBias != .none { net = start[(rows - 1) * unitGroups] }
    for k in 0..<count {
      net += start[Int(inputs[k]) * unitGroups] * values[k]
    }
    guard shape.isRecurrent else { return net }
    // Two sums, for one would wait for itself.
    var other = Lanes.zero
    let recurrent = start + shape.inputs * unitGroups
    let y = previous.values
    for unit in stride(from: 0, to: units & ~1, by: 2) {
      net += recurrent[unit * unitGroups] * y[unit]
      other += recurrent[(unit + 1) * unitGroups] * y[unit + 1]
    }
    if units & 1 == 1 {
      net += recurrent[(units - 1) * unitGroups] * y[units - 1]
    }
    return net + other
  }

  /// Gates, states and cells from the σ of all nets.
  @inline(__always)
  private func updateBlocks() {
    let (blocks, size) = (shape.blocks, shape.cellsPerBlock)
    let (cells, gates) = (blocks * size, 2 * blocks)
    let (a, y) = (activations.values, current.values)
    let (s, growth) = (states.values, growth.values)
    let (scale, kept) = (shape.inputScale, shape.selfWeight)
    var v = 0
    for block in 0..<blocks {
      let gate = a[block]
      let slope = gate * (1 - gate)
      (y[block], y[blocks + block]) = (gate, a[blocks + block])
      for _ in 0..<size {
        let sigma = a[gates + v]
        let g = scale * (2 * sigma - 1)
        s[v] = kept * s[v] + gate * g
        growth[v] = g * slope
        growth[cells + v] = 2 * scale * sigma * (1 - sigma) * gate
        v += 1
      }
    }
    showStates()
    let h = shown.values
    v = 0
    for block in 0..<blocks {
      let gate = a[blocks + block]
      for _ in 0..<size {
        y[gates + v] = gate * h[v]
        v += 1
      }
    }
  }

  /// h(s) of every cell, by the fewest lanes that hold them.
  @inline(__always)
  private func showStates() {
    let scale = shape.outputScale
    if shape.cells <= 2 {
      let s = states.groups[0].lowHalf.lowHalf
      shown.groups[0].lowHalf.lowHalf = scale * (2 * logistic(s) - 1)
    } else if shape.cells <= 4 {
      let s = states.groups[0].lowHalf
      shown.groups[0].lowHalf = scale * (2 * logistic(s) - 1)
    } else {
      for group in 0..<states.count {
        shown.groups[group] = scale * (2 * logistic(states.groups[group]) - 1)
      }
    }
  }

  /// The same for blocks without output gates, with g = σ and h = 1.
  private func updatePlainBlocks() {
    let (blocks, size) = (shape.blocks, shape.cellsPerBlock)
    let (a, y) = (activations.values, current.values)
    for v in 0..<blocks * size {
      let (gate, sigma) = (a[v / size], a[blocks + v])
      states.values[v] = shape.selfWeight * states.values[v] + gate * sigma
      growth.values[v] = sigma * gate * (1 - gate)
      growth.values[blocks * size + v] = sigma * (1 - sigma) * gate
      shown.values[v] = states.values[v]
      y[v / size] = gate
      y[blocks + v] = states.values[v]
    }
  }

  /// Adds to the sensitivities what this step's sources contribute.
  @inline(__always)
  private func grow(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int
  ) {
    let width = sensitivityGroups
    let share = shape.selfWeight == 1 ? 1 : 1 / decayed()
    for group in 0..<width {
      let growth = growth.groups[group] * share
      let start = sensitivities.groups + group
      for k in 0..<count {
        start[Int(inputs[k]) * width] += growth * values[k]
      }
      if shape.hiddenBias != .none { start[(rows - 1) * width] += growth }
      guard shape.isRecurrent else { continue }
      let recurrent = start + shape.inputs * width
      let y = previous.values
      for unit in 0..<shape.units {
        recurrent[unit * width] += growth * y[unit]
      }
    }
  }

  /// Lets the sensitivities decay by a step, and returns what they are to be
  /// multiplied by.
  private func decayed() -> Double {
    sensitivityScale *= shape.selfWeight
    if sensitivityScale < 1e-100 {
      for group in 0..<sensitivities.count {
        sensitivities.groups[group] *= sensitivityScale
      }
      sensitivityScale = 1
    }
    return sensitivityScale
  }

  /// The outputs for the current step, in `outputLanes`: y_k = σ(Σ w_kc y_c),
  /// or the sum itself where outputs are linear.
  @inline(__always)
  func readOut(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int
  ) {
    let width = outputGroups
    let firstCell = shape.outputsSeeInputs ? shape.inputs : 0
    let cells = current.values + shape.gates
    for group in 0..<width {
      let start = readout.groups + group
      var net = Lanes.zero
      if shape.hasOutputBias { net = start[(readoutRows - 1) * width] }
      if shape.outputsSeeInputs {
        for k in 0..<count {
          net += start[Int(inputs[k]) * width] * values[k]
        }
      }
      for cell in 0..<shape.cells {
        net += start[(firstCell + cell) * width] * cells[cell]
      }
      outputLanes.groups[group] =
        shape.outputsAreLinear ? net : logistic(net)
    }
  }
}
