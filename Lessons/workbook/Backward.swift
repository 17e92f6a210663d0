// One step of an LSTM with one unit, backward: complete `backward`.
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

/// The derivatives of the loss L: by the four sums before they are squashed,
/// and by what the step read.
struct Gradient {
  var zf, zi, zg, zo: Double
  var x, h, c: Double
}

/// - Parameters:
///   - s: what the step computed.
///   - x, h, c: what the step read.
///   - dh, dc: ∂L/∂h′ and ∂L/∂c′, as the steps after this one give them.
func backward(
  _ s: Step, x: Double, h: Double, c: Double, cell: Cell, dh: Double, dc: Double
) -> Gradient {
  // h′ = o·tanh(c′)
  let dOutput = dh * tanh(s.c)
  let dCell = dc  // not yet: h′ depends on c′ too

  // c′ = f·c + i·g
  let (dForget, dInput, dCandidate, dOldCell) = (0.0, 0.0, 0.0, 0.0)

  // Through σ and tanh: the slope of σ is s(1 − s), that of tanh is 1 − t².
  let (zf, zi, zg, zo) = (0.0, 0.0, 0.0, 0.0)

  // Each sum reads x and h.
  let (dx, dOldHidden) = (0.0, 0.0)

  _ = (dOutput, dCell, dForget, dInput, dCandidate)
  return Gradient(
    zf: zf, zi: zi, zg: zg, zo: zo, x: dx, h: dOldHidden, c: dOldCell)
}
