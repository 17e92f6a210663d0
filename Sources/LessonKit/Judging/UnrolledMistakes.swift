extension WorkbookProgram {
  /// The usual mistakes of going back through two steps, each alone.
  static var unrolledMistakes: [WorkbookMistake] { acrossSteps + withinAStep }

  private static var acrossSteps: [WorkbookMistake] {
    [
      unrolled(
        "The weights hear from step 2 alone. They served at both: add step 1."
      ) { $0.first = 0 },
      unrolled(
        "The weights hear from step 1 alone. They served at both: add step 2."
      ) { $0.second = 0 },
      unrolled(
        "The derivatives of the two steps were averaged. They are added."
      ) { ($0.first, $0.second) = (0.5, 0.5) },
      unrolled(
        "Step 1 lost what came along the cell: give it ∂C of step 2 as dc."
      ) { $0.alongCell = 0 },
      unrolled(
        "Step 1 lost what came through h: add ∂h of step 2 to dh1."
      ) { $0.throughHidden = 0 },
      unrolled(
        "Step 1 lost what the loss says of its own h: begin with dh1 and add."
      ) { $0.ownLoss = 0 },
      unrolled("∂W of step 1 took x2. Each step multiplies by the x it read.") {
        $0.inputs = { ($0.nextX, $0.nextX) }
      },
      unrolled("The inputs have changed places: step 1 read x1, step 2 x2.") {
        $0.inputs = { ($0.nextX, $0.x) }
      },
      unrolled(
        "∂U takes the new h. A step multiplies by the h that it read."
      ) { $0.takesNewHidden = true },
      unrolled("In step 2 ∂f takes c0. Step 2 read the cell of step 1, s1.c.") {
        $0.takesFirstCell = true
      },
    ]
  }

  private static var withinAStep: [WorkbookMistake] {
    [
      unrolled("The old cell lost f on its way back: ∂C = ∂C′·f.") {
        $0.step.keeps = { _ in 1 }
      },
      unrolled("In ∂C′ the slope of tanh, 1 − tanh²(C′), is missing.") {
        $0.step.shown = { o, _ in o }
      },
      unrolled("∂i and ∂C̃ have changed places: ∂i = ∂C′·C̃, ∂C̃ = ∂C′·i.") {
        $0.step.isSwapped = true
      },
      unrolled("The slopes of the gates, s(1 − s), are missing.") {
        $0.step.gateSlope = { _ in 1 }
      },
      unrolled("The candidate has the slope of σ. tanh has 1 − C̃².") {
        $0.step.candidateSlope = { $0 * (1 - $0) }
      },
      unrolled(
        "∂h was taken through the input weights. It needs the recurrent."
      ) { $0.step.hiddenWeight = \.0 },
      unrolled(
        "∂x was taken through the recurrent weights. It needs the input."
      ) { $0.step.inputWeight = \.1 },
    ]
  }

  private static func unrolled(
    _ because: String, _ change: (inout UnrolledRule) -> Void
  ) -> WorkbookMistake {
    var rule = UnrolledRule()
    change(&rule)
    return WorkbookMistake(because: because) { [rule] in rule.numbers($0) }
  }
}

/// Two steps backward, with each part of it open to a mistake.
private struct UnrolledRule {
  var step = BackwardRule()
  /// What share of each step's part a weight gets.
  var (first, second) = (1.0, 1.0)
  /// What share of the error passes to step 1 by each way.
  var (alongCell, throughHidden, ownLoss) = (1.0, 1.0, 1.0)
  /// The x by which each step multiplies.
  var inputs: (WorkbookTrial) -> (Double, Double) = { ($0.x, $0.nextX) }
  var takesNewHidden = false
  var takesFirstCell = false

  func numbers(_ trial: WorkbookTrial) -> [Double] {
    let read = ForwardRule().numbers(trial)
    var later = trial
    (later.x, later.h, later.c) = (trial.nextX, read[5], read[4])
    (later.dh, later.dc) = (trial.nextDh, 0)
    var last = step
    if takesFirstCell { last.forgets = { _, _ in trial.c } }
    let d2 = last.numbers(later)
    var earlier = trial
    earlier.dh = ownLoss * trial.dh + throughHidden * d2[5]
    earlier.dc = alongCell * d2[6]
    let d1 = step.numbers(earlier)
    let (x1, x2) = inputs(trial)
    let (h1, h2) =
      takesNewHidden
      ? (read[5], ForwardRule().numbers(later)[5]) : (trial.h, later.h)
    let gates = (0..<4).flatMap { gate -> [Double] in
      let (z1, z2) = (first * d1[gate], second * d2[gate])
      return [z1 * x1 + z2 * x2, z1 * h1 + z2 * h2, z1 + z2]
    }
    return gates + [d1[4], d2[4], d1[5], d1[6]]
  }
}
