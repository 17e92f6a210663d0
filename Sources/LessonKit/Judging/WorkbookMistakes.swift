import LSTMCore

/// A mistake that people make in a workbook program: what it would give.
struct WorkbookMistake {
  /// What went wrong, Markdown.
  let because: String
  /// The numbers of the program for a trial.
  let gives: (WorkbookTrial) -> [Double]
}

extension WorkbookProgram {
  /// The usual mistakes, each alone.
  var mistakes: [WorkbookMistake] {
    switch self {
    case .forward: Self.forwardMistakes
    case .backward: Self.backwardMistakes
    case .unrolled: Self.unrolledMistakes
    }
  }

  private static var forwardMistakes: [WorkbookMistake] {
    [
      forward("The gates went through tanh. They use σ; only C̃ uses tanh.") {
        $0.gate = tanh
      },
      forward("The candidate went through σ. It uses tanh.") {
        $0.candidate = sigmoid
      },
      forward("The sums are not squashed: each gate is σ of its sum.") {
        $0.gate = { $0 }
      },
      forward("The biases are missing from the sums.") { $0.bias = 0 },
      forward("The recurrent weights are missing from the sums.") {
        $0.recurrent = 0
      },
      forward("The new part is subtracted. C′ = f·C + i·C̃, with a plus.") {
        $0.cell = { f, i, g, c in f * c - i * g }
      },
      forward("f and i have changed places.") {
        $0.cell = { f, i, g, c in i * c + f * g }
      },
      forward("The forget gate is missing: f·C stays, not C.") {
        $0.cell = { _, i, g, c in c + i * g }
      },
      forward("The input gate is missing: i·C̃ is added, not C̃.") {
        $0.cell = { f, _, g, c in f * c + g }
      },
      forward("The cell is squashed by tanh. C′ itself has no bound.") {
        $0.cell = { f, i, g, c in tanh(f * c + i * g) }
      },
      forward("h′ = o·tanh(C′): the tanh is missing.") {
        $0.hidden = { o, new, _ in o * new }
      },
      forward("h′ shows the old cell. It is made from the new one.") {
        $0.hidden = { o, _, old in o * tanh(old) }
      },
      forward("The output gate is missing: h′ = o·tanh(C′).") {
        $0.hidden = { _, new, _ in tanh(new) }
      },
    ]
  }

  private static var backwardMistakes: [WorkbookMistake] {
    [
      backward("∂C′ lost what came from the later step: begin with dc and add.")
      {
        $0.later = 0
      },
      backward("∂C′ is dc alone. h′ depends on C′, too: add ∂h′·o·(1 − tanh²).")
      {
        $0.shown = { _, _ in 0 }
      },
      backward("In ∂C′ the slope of tanh, 1 − tanh²(C′), is missing.") {
        $0.shown = { o, _ in o }
      },
      backward("In ∂C′ the output gate is missing.") {
        $0.shown = { _, t in 1 - t * t }
      },
      backward("In ∂C′ the slope is that of σ. tanh has 1 − tanh²(C′).") {
        $0.shown = { o, t in o * t * (1 - t) }
      },
      backward("∂i and ∂C̃ have changed places: ∂i = ∂C′·C̃, ∂C̃ = ∂C′·i.") {
        $0.isSwapped = true
      },
      backward("∂f takes the new cell. f multiplies the old one: ∂f = ∂C′·C.") {
        $0.forgets = { _, new in new }
      },
      backward("The candidate has the slope of σ. tanh has 1 − C̃².") {
        $0.candidateSlope = { $0 * (1 - $0) }
      },
      backward("The gates have the slope of tanh. σ has s(1 − s).") {
        $0.gateSlope = { 1 - $0 * $0 }
      },
      backward("The slopes of the gates, s(1 − s), are missing.") {
        $0.gateSlope = { _ in 1 }
      },
      backward("The slope of the candidate, 1 − C̃², is missing.") {
        $0.candidateSlope = { _ in 1 }
      },
      backward(
        "∂h was taken through the input weights. It needs the recurrent."
      ) {
        $0.hiddenWeight = \.0
      },
      backward(
        "∂x was taken through the recurrent weights. It needs the input."
      ) {
        $0.inputWeight = \.1
      },
      backward("∂C leaves out f: ∂C = ∂C′·f.") { $0.keeps = { _ in 1 } },
      backward("The sign is wrong everywhere.") { $0.sign = -1 },
    ]
  }

  private static func forward(
    _ because: String, _ change: (inout ForwardRule) -> Void
  ) -> WorkbookMistake {
    var rule = ForwardRule()
    change(&rule)
    return WorkbookMistake(because: because) { [rule] in rule.numbers($0) }
  }

  private static func backward(
    _ because: String, _ change: (inout BackwardRule) -> Void
  ) -> WorkbookMistake {
    var rule = BackwardRule()
    change(&rule)
    return WorkbookMistake(because: because) { [rule] in rule.numbers($0) }
  }
}

private func sigmoid(_ z: Double) -> Double { LSTMCore.sigmoid(Vector([z]))[0] }
private func tanh(_ z: Double) -> Double { LSTMCore.tanh(Vector([z]))[0] }

/// The step, with each part of it open to a mistake.
struct ForwardRule {
  var gate: (Double) -> Double = sigmoid
  var candidate: (Double) -> Double = tanh
  var (bias, recurrent) = (1.0, 1.0)
  var cell: (Double, Double, Double, Double) -> Double = { f, i, g, c in
    f * c + i * g
  }
  var hidden: (Double, Double, Double) -> Double = { o, new, _ in
    o * tanh(new)
  }

  func numbers(_ trial: WorkbookTrial) -> [Double] {
    let z = (0..<4).map { gate in
      trial.weights[3 * gate] * trial.x
        + recurrent * trial.weights[3 * gate + 1] * trial.h
        + bias * trial.weights[3 * gate + 2]
    }
    let (f, i, g, o) = (gate(z[0]), gate(z[1]), candidate(z[2]), gate(z[3]))
    let new = cell(f, i, g, trial.c)
    return [f, i, g, o, new, hidden(o, new, trial.c)]
  }
}

/// The backward step, with each part of it open to a mistake.
struct BackwardRule {
  var later = 1.0
  /// What ∂h′ is times on its way to ∂C′, from o and tanh(C′).
  var shown: (Double, Double) -> Double = { o, t in o * (1 - t * t) }
  var isSwapped = false
  /// The cell that ∂f is times, from the trial and the new cell.
  var forgets: (WorkbookTrial, Double) -> Double = { trial, _ in trial.c }
  var gateSlope: (Double) -> Double = { $0 * (1 - $0) }
  var candidateSlope: (Double) -> Double = { 1 - $0 * $0 }
  var inputWeight: ((Double, Double)) -> Double = \.0
  var hiddenWeight: ((Double, Double)) -> Double = \.1
  var keeps: (Double) -> Double = { $0 }
  var sign = 1.0

  func numbers(_ trial: WorkbookTrial) -> [Double] {
    let s = ForwardRule().numbers(trial)
    let (f, i, g, o, new) = (s[0], s[1], s[2], s[3], s[4])
    let t = tanh(new)
    let dCell = later * trial.dc + trial.dh * shown(o, t)
    let z = [
      dCell * forgets(trial, new) * gateSlope(f),
      dCell * (isSwapped ? i : g) * gateSlope(i),
      dCell * (isSwapped ? g : i) * candidateSlope(g),
      trial.dh * t * gateSlope(o),
    ]
    func through(_ weight: ((Double, Double)) -> Double) -> Double {
      (0..<4).reduce(0) { sum, gate in
        sum + z[gate]
          * weight((trial.weights[3 * gate], trial.weights[3 * gate + 1]))
      }
    }
    return
      (z + [through(inputWeight), through(hiddenWeight), dCell * keeps(f)])
      .map { sign * $0 }
  }
}
