import LSTMCore

extension PaperNetwork {
  /// Reads an example from rest and keeps what every cell does: its block's
  /// gates, its state s as C, its output y_c as h.
  package func trace(of example: Example) -> Trace {
    let width = example.inputsPerStep
    var steps: [[Step]] = []
    var inputs: [Vector] = []
    read(example) { t in
      steps.append([recordedStep])
      var x = Vector(zeros: shape.inputs)
      for k in t * width..<(t + 1) * width {
        x[Int(example.inputs[k])] = example.values[k]
      }
      inputs.append(x)
    }
    let zeros = Vector(zeros: shape.cells)
    return Trace(
      inputs: inputs, initial: [State(hidden: zeros, cell: zeros)],
      steps: steps)
  }

  /// Reads an example from rest and keeps s of every cell after every step;
  /// (steps × cells).
  package func states(over example: Example) -> [[Double]] {
    var all: [[Double]] = []
    read(example) { _ in all.append(cellStates) }
    return all
  }

  /// Reads an example from rest and keeps the outputs after every step;
  /// (steps × outputs).
  package func outputs(over example: Example) -> [Vector] {
    var all: [Vector] = []
    read(example) { _ in all.append(Vector(outputs)) }
    return all
  }

  /// Reads an example from rest without learning.
  ///
  /// - Parameter look: called after every step with its number.
  private func read(_ example: Example, look: (Int) -> Void) {
    reset()
    let width = example.inputsPerStep
    example.inputs.withUnsafeBufferPointer { numbers in
      example.values.withUnsafeBufferPointer { values in
        guard let first = numbers.baseAddress, let value = values.baseAddress
        else { return }
        for t in 0..<example.count {
          step(
            first + t * width, value + t * width, count: width,
            learning: false)
          readOut(first + t * width, value + t * width, count: width)
          look(t)
        }
      }
    }
  }

  /// The quantities that `trace` keeps, in order.
  package var recorded: [Quantity] {
    shape.hasOutputGates
      ? [.inputGate, .outputGate, .cell, .hidden]
      : [.inputGate, .cell, .hidden]
  }

  private var recordedStep: Step {
    let y = hidden
    func gate(_ first: Int) -> Vector {
      Vector((0..<shape.cells).map { y[first + $0 / shape.cellsPerBlock] })
    }
    let cells = Vector(Array(y.dropFirst(shape.gates)))
    let (i, s) = (gate(0), Vector(cellStates))
    return Step(
      recorded,
      shape.hasOutputGates
        ? [i, gate(shape.blocks), s, cells] : [i, s, cells])
  }
}
