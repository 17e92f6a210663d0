// One step of an LSTM with one unit: complete `step`.
//
// `sigmoid(z)` and `tanh(z)` are at hand; nothing need be imported.

/// What one gate adds up: input·x + recurrent·h + bias.
struct Gate {
  var input, recurrent, bias: Double
}

/// The weights of a cell of one unit.
struct Cell {
  var forget, input, candidate, output: Gate
}

/// The six numbers of a step; g is the candidate, c and h are the new ones.
struct Step {
  var f, i, g, o, c, h: Double
}

/// Reads x, h and c, the new input and what the step before left.
func step(x: Double, h: Double, c: Double, cell: Cell) -> Step {
  let zf = cell.forget.input * x + cell.forget.recurrent * h + cell.forget.bias

  let f = zf  // not yet: what squashes a gate?
  let (i, g, o) = (0.0, 0.0, 0.0)
  let newC = 0.0
  let newH = 0.0
  return Step(f: f, i: i, g: g, o: o, c: newC, h: newH)
}
