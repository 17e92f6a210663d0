// Two steps of an LSTM with one unit, backward.
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

/// The derivatives of a step: by the four sums before they are squashed,
/// and by what the step read.
struct StepGradient {
  var zf, zi, zg, zo: Double
  var x, h, c: Double
}

/// The derivatives of two steps: by the weights, which have the shape of a
/// cell, and by what was read.
struct Gradient {
  var weights: Cell
  var x1, x2, h0, c0: Double
}

/// One step backward, the answer of exercise 8.3.
func backward(
  _ s: Step, x: Double, h: Double, c: Double, cell: Cell, dh: Double, dc: Double
) -> StepGradient {
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

  return StepGradient(
    zf: zf, zi: zi, zg: zg, zo: zo, x: dx, h: dOldHidden, c: dOldCell)
}

/// Step 1 read x1, h0 and c0 and computed `first`; step 2 read x2, first.h and
/// first.c and computed `second`. No step comes after it.
///
/// - Parameters:
///   - dh1, dh2: what the loss itself says of h after each step.
func unrolled(
  _ first: Step, _ second: Step, x1: Double, x2: Double, h0: Double, c0: Double,
  cell: Cell, dh1: Double, dh2: Double
) -> Gradient {
  // The last step first. Nothing reaches its cell but through its own h.
  let two = backward(
    second, x: x2, h: first.h, c: first.c, cell: cell, dh: dh2, dc: 0)

  // Step 1 receives from the loss and from step 2, through h and along c.
  let one = backward(
    first, x: x1, h: h0, c: c0, cell: cell, dh: dh1 + two.h, dc: two.c)

  // ∂W, ∂U and ∂b of a gate, from its ∂z at both steps.
  func weights(_ z1: Double, _ z2: Double) -> Gate {
    Gate(
      input: z1 * x1 + z2 * x2, recurrent: z1 * h0 + z2 * first.h, bias: z1 + z2
    )
  }

  return Gradient(
    weights: Cell(
      forget: weights(one.zf, two.zf), input: weights(one.zi, two.zi),
      candidate: weights(one.zg, two.zg), output: weights(one.zo, two.zo)),
    x1: one.x, x2: two.x, h0: one.h, c0: one.c)
}
