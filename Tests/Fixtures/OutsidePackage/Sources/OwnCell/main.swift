// A package that has nothing of lstm-lab but the library LSTMCore: a cell of its
// own by its equations, trained by plain gradient descent.
import LSTMCore

/// Zhou et al., Minimal Gated Unit for Recurrent Neural Networks, arXiv
/// 1603.09420, 2016.
let minimalGatedUnit = try CellDefinition(
  parsing: """
    name: minimal-gated-unit
    title: Minimal gated unit
    year: 2016

    f  = σ(W_f·x + U_f·h + b_f)
    n  = tanh(W_n·x + U_n·(f ⊙ h) + b_n)
    h′ = (1 − f) ⊙ h + f ⊙ n
    """)

/// The task: to say at every step what was read two steps before.
let inputs = (0..<30).map { Vector([$0 * $0 % 7 < 3 ? 1 : 0]) }
let targets = [[0], [0]] + inputs.dropLast(2).map { 0.8 * $0 }

var generator = SplitMix64(seed: 1997)
var stack = Stack([
  minimalGatedUnit.layer(inputs: 1, units: 8, using: &generator)
])
var losses: [Double] = []
for _ in 0..<10 {
  let trace = stack.trace(over: inputs)
  // L = ½ Σ (h₀ − target)² over the steps, so ∂L/∂h is the error of unit 0.
  let errors = zip(trace.steps, targets).map { step, target in
    var error = Vector(zeros: 8)
    error[0] = stack.output(of: step)[0] - target[0]
    return error
  }
  losses.append(errors.reduce(0) { $0 + $1.dot($1) / 2 })
  let gradient = stack.backpropagate(through: trace, outputs: errors).stack
  for layer in stack.cells.indices {
    stack.cells[layer].flatWeights = zip(
      stack.cells[layer].flatWeights, gradient.cells[layer].flatWeights
    ).map { weight, slope in weight - 0.02 * slope }
  }
}
for loss in losses { print(loss) }
precondition(
  zip(losses, losses.dropFirst()).allSatisfy(>),
  "gradient descent with a small rate makes the loss fall")
