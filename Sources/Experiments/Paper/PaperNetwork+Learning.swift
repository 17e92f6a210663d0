extension PaperNetwork {
  /// Learns from the target of the current step, whose outputs must have been
  /// read out.
  ///
  ///     e_k   = f′(net_k)(t_k − y_k)     without f′ for the cross-entropy,
  ///                                      0 where |t_k − y_k| ≤ tolerance
  ///     e_out = f′(net_out) Σ_v h(s_v) Σ_k w_kv e_k      v in the block
  ///     e_s   = y_out h′(s) Σ_k w_kc e_k
  ///     Δw_kc = α e_k y_c        Δw_out = α e_out·source
  ///     Δw_in = α Σ_v e_s ∂s_v/∂w_in     Δw_c = α e_s ∂s/∂w_c
  ///
  /// - Parameters:
  ///   - output: the one output whose target is not 0.
  ///   - value: that target.
  ///   - rule: α, and what error is meant.
  ///   - memoryLearns: whether the blocks learn, or the outputs alone.
  func learn(
    _ inputs: UnsafePointer<Int32>, _ values: UnsafePointer<Double>,
    count: Int, output: Int, value: Double, rule: LearningRule,
    memoryLearns: Bool = true
  ) {
    findErrors(output: output, value: value, rule: rule)
    let isDirect = rule.update == .step
    // Adam takes gradients; its rate comes in where it is applied.
    let rate = rule.usesAdam ? 1 : rule.rate
    changeReadout(
      isDirect ? readout : readoutUpdates, inputs, values, count: count,
      rate: rate * rule.readoutFactor)
    guard memoryLearns else { return }
    let target = isDirect ? weights : weightUpdates
    changeOutputGates(target, inputs, values, count: count, rate: rate)
    changeMemory(target, rate: rate, constantFactor: rule.constantFactor)
  }

  /// Applies what `.sequence` has collected.
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

  private func findErrors(output: Int, value: Double, rule: LearningRule) {
    let (outputs, y, e) = (shape.outputs, outputLanes, outputErrors)
    let hasSlope = rule.error == .squared && !shape.outputsAreLinear
    let tolerance = rule.tolerance
    for group in 0..<outputGroups {
      let y = y.groups[group]
      let isRight = (y .<= tolerance) .& (y .>= -tolerance)
      let miss = (-y).replacing(with: 0, where: isRight)
      e.groups[group] = hasSlope ? miss * y * (1 - y) : miss
    }
    let on = y.values[output]
    let miss = abs(value - on) <= tolerance ? 0 : value - on
    e.values[output] = hasSlope ? miss * on * (1 - on) : miss
    for unused in outputs..<8 * outputGroups { e.values[unused] = 0 }
    findInnerErrors()
  }

  /// e_s and e_out from the e_k.
  private func findInnerErrors() {
    let e = outputErrors
    let firstCell = shape.outputsSeeInputs ? shape.inputs : 0
    let (gates, size) = (activations.values, shape.cellsPerBlock)
    for block in 0..<shape.blocks {
      let gate = shape.hasOutputGates ? gates[shape.blocks + block] : 1
      var sum = 0.0
      for v in block * size..<(block + 1) * size {
        let row = readout.groups + (firstCell + v) * outputGroups
        var products = Lanes.zero
        for group in 0..<outputGroups {
          products += row[group] * e.groups[group]
        }
        let delta = products.sum()
        let h = shown.values[v]
        sum += h * delta
        // h = b(2σ − 1), so h′ = 2bσ(1 − σ) = (b² − h²)/(2b).
        let b = shape.outputScale
        let slope = shape.hasOutputGates ? (b * b - h * h) / (2 * b) : 1
        cellErrors.values[v] = gate * slope * delta
      }
      gateErrors.values[block] = gate * (1 - gate) * sum
    }
  }

  private func changeReadout(
    _ target: Lane, _ inputs: UnsafePointer<Int32>,
    _ values: UnsafePointer<Double>, count: Int, rate: Double
  ) {
    let (width, e) = (outputGroups, outputErrors.groups)
    let firstCell = shape.outputsSeeInputs ? shape.inputs : 0
    let cells = current.values + shape.gates
    for group in 0..<width {
      let step = rate * e[group]
      let start = target.groups + group
      if shape.outputsSeeInputs {
        for k in 0..<count {
          start[Int(inputs[k]) * width] += step * values[k]
        }
      }
      for cell in 0..<shape.cells {
        start[(firstCell + cell) * width] += step * cells[cell]
      }
      if shape.hasOutputBias { start[(readoutRows - 1) * width] += step }
    }
  }

  private func changeOutputGates(
    _ target: Lane, _ inputs: UnsafePointer<Int32>,
    _ values: UnsafePointer<Double>, count: Int, rate: Double
  ) {
    guard shape.hasOutputGates else { return }
    let stride = 8 * unitGroups
    for block in 0..<shape.blocks {
      let step = rate * gateErrors.values[block]
      let column = target.values + shape.blocks + block
      for k in 0..<count {
        column[Int(inputs[k]) * stride] += step * values[k]
      }
      if shape.isRecurrent {
        let recurrent = column + shape.inputs * stride
        for unit in 0..<shape.units {
          recurrent[unit * stride] += step * previous.values[unit]
        }
      }
      if shape.hiddenBias != .none { column[(rows - 1) * stride] += step }
    }
  }

  private func changeMemory(
    _ target: Lane, rate: Double, constantFactor: Double
  ) {
    let (inputs, firstCell) = (shape.inputs, shape.inputs + shape.gates)
    change(target, rows: 0..<inputs, rate: rate, cellFactor: 1)
    if shape.isRecurrent {
      change(
        target, rows: inputs..<firstCell, rate: rate,
        cellFactor: shape.cellSources == .all ? constantFactor : 0)
      change(
        target, rows: firstCell..<inputs + shape.units, rate: rate,
        cellFactor: shape.cellSources == .inputs ? 0 : constantFactor)
    }
    if shape.hiddenBias != .none {
      change(
        target, rows: rows - 1..<rows, rate: rate,
        cellFactor: shape.hiddenBias == .all ? constantFactor : 0)
    }
  }

  /// Changes what input gates and cells take from some rows; cells by
  /// `cellFactor` times as much, and not at all where it is 0.
  @inline(__always)
  private func change(
    _ target: Lane, rows: Range<Int>, rate: Double, cellFactor: Double
  ) {
    let (cells, size) = (shape.cells, shape.cellsPerBlock)
    let (gates, e) = (shape.gates, cellErrors.values)
    let rate = rate * sensitivityScale
    for row in rows {
      let growth = sensitivities.values + row * 8 * sensitivityGroups
      let weight = target.values + row * 8 * unitGroups
      for v in 0..<cells {
        let step = rate * e[v]
        weight[v / size] += step * growth[v]
        if cellFactor != 0 {
          weight[gates + v] += cellFactor * step * growth[cells + v]
        }
      }
    }
  }
}
