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
  let shown = tanh(s.c)
  let dOutput = dh * shown
  let dCell = dc + dh * s.o * (1 - shown * shown)

  // c′ = f·c + i·g
  let dForget = dCell * c
  let dInput = dCell * s.g
  let dCandidate = dCell * s.i
  let dOldCell = dCell * s.f

  // Through σ and tanh: the slope of σ is s(1 − s), that of tanh is 1 − t².
  let zf = dForget * s.f * (1 - s.f)
  let zi = dInput * s.i * (1 - s.i)
  let zg = dCandidate * (1 - s.g * s.g)
  let zo = dOutput * s.o * (1 - s.o)

  // Each sum reads x and h.
  let dx =
    zf * cell.forget.input + zi * cell.input.input
    + zg * cell.candidate.input + zo * cell.output.input
  let dOldHidden =
    zf * cell.forget.recurrent + zi * cell.input.recurrent
    + zg * cell.candidate.recurrent + zo * cell.output.recurrent

  return Gradient(
    zf: zf, zi: zi, zg: zg, zo: zo, x: dx, h: dOldHidden, c: dOldCell)
}
