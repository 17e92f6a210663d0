import LSTMCore
import ModelFiles

/// A function that learners complete in a file of `Lessons/workbook`.
package enum WorkbookProgram: String, CaseIterable, Sendable {
  /// One step of a cell of one unit.
  case forward
  /// The same step backward.
  case backward
  /// Two steps backward, down to the derivatives by the weights.
  case unrolled

  /// Where the file with the gap is, below Lessons.
  func startPath(_ language: ProgramLanguage) -> String {
    "workbook/\(fileName(language))"
  }

  /// Where the file without it is.
  func solutionPath(_ language: ProgramLanguage) -> String {
    "workbook/solutions/\(fileName(language))"
  }

  /// What the learner's copy may be called.
  func fileName(_ language: ProgramLanguage) -> String {
    switch language {
    case .swift:
      rawValue.prefix(1).uppercased() + rawValue.dropFirst() + ".swift"
    case .python: rawValue + ".py"
    }
  }

  /// What the function must give, by name in its order.
  var parts: [String] {
    switch self {
    case .forward: ["f", "i", "g", "o", "c", "h"]
    case .backward: ["zf", "zi", "zg", "zo", "x", "h", "c"]
    case .unrolled:
      ["f", "i", "g", "o"].flatMap { ["W\($0)", "U\($0)", "b\($0)"] }
        + ["x1", "x2", "h0", "c0"]
    }
  }

  /// What the function must give for a trial, as the core computes it.
  func expected(for trial: WorkbookTrial) -> [Double] {
    switch self {
    case .forward:
      let step = trial.cell.step([trial.x], from: trial.state)
      return Quantity.lstm.map { step[$0][0] }
    case .backward: return slopes(of: trial)
    case .unrolled: return unrolledSlopes(of: trial)
    }
  }

  private func slopes(of trial: WorkbookTrial) -> [Double] {
    let cell = trial.cell
    let step = cell.step([trial.x], from: trial.state)
    var d = Step(zerosLike: step)
    d[.hidden] = [trial.dh]
    d[.cell] = [trial.dc]
    var weights = LSTMCell(inputSize: 1, hiddenSize: 1)
    let before = cell.backward(
      &d, through: step, input: [trial.x], from: trial.state, flow: .full,
      into: &weights)
    return [
      d[.forgetPreactivation][0], d[.inputPreactivation][0],
      d[.candidatePreactivation][0], d[.outputPreactivation][0],
      before.input[0], before.previous.hidden[0], before.previous.cell[0],
    ]
  }

  private func unrolledSlopes(of trial: WorkbookTrial) -> [Double] {
    let cell = trial.cell
    let first = cell.step([trial.x], from: trial.state)
    let second = cell.step([trial.nextX], from: first.state)
    var weights = LSTMCell(inputSize: 1, hiddenSize: 1)
    func back(
      _ step: Step, _ x: Double, from state: State, dh: Double, dc: Double
    ) -> StepInputGradient {
      var d = Step(zerosLike: step)
      d[.hidden] = [dh]
      d[.cell] = [dc]
      return cell.backward(
        &d, through: step, input: [x], from: state, flow: .full,
        into: &weights)
    }
    let last = back(
      second, trial.nextX, from: first.state, dh: trial.nextDh, dc: 0)
    let before = back(
      first, trial.x, from: trial.state,
      dh: trial.dh + last.previous.hidden[0], dc: last.previous.cell[0])
    let gates = CellShape.gates.flatMap { gate in
      let own = weights[keyPath: gate.1]
      return [own.input[0, 0], own.recurrent[0, 0], own.bias[0]]
    }
    return gates + [
      before.input[0], last.input[0], before.previous.hidden[0],
      before.previous.cell[0],
    ]
  }
}

/// What a program may be written in.
package enum ProgramLanguage: String, CaseIterable, Sendable {
  /// Swift 6, compiled.
  case swift
  /// Python 3, without any package.
  case python

  /// The name that people write.
  package var name: String {
    switch self {
    case .swift: "Swift"
    case .python: "Python"
    }
  }

  /// The language of a file, by its ending or else by how it defines a function.
  init(file: String, text: String) {
    self =
      file.hasSuffix(".py")
        || (!file.hasSuffix(".swift")
          && text.contains(/(?m)^\s*def\s+\w+\s*\(/))
      ? .python : .swift
  }
}

/// A random cell of one unit and the state that it is in.
struct WorkbookTrial {
  /// Input, recurrent weight and bias of the forget gate, the input gate, the
  /// candidate and the output gate.
  var weights: [Double]
  var x, h, c, dh, dc: Double
  /// What a second step reads, and what the loss says of its h.
  var nextX, nextDh: Double

  /// The same trials every time for a learner, to two digits so that one can be
  /// followed by hand.
  static func random(_ count: Int, seed: Seed = .course) -> [WorkbookTrial] {
    var generator = seed.generator(1997)
    func draw(_ limit: Double) -> Double {
      let value = Double.random(in: -limit...limit, using: &generator)
      return (value * 100).rounded() / 100
    }
    return (0..<count).map { _ in
      WorkbookTrial(
        weights: (0..<12).map { _ in draw(2) }, x: draw(1), h: draw(1),
        c: draw(2), dh: draw(1), dc: draw(1), nextX: draw(1), nextDh: draw(1))
    }
  }

  /// All nineteen numbers in one line.
  var line: String {
    (weights + [x, h, c, dh, dc, nextX, nextDh]).map { "\($0)" }.joined(
      separator: " ")
  }

  /// The state, for messages.
  var shown: String { "x = \(x), h = \(h), c = \(c)" }

  /// The cell with these weights.
  var cell: LSTMCell {
    var cell = LSTMCell(inputSize: 1, hiddenSize: 1)
    for (index, gate) in CellShape.gates.enumerated() {
      cell[keyPath: gate.1] = GateWeights(
        input: Matrix(rows: 1, columns: 1, [weights[3 * index]]),
        recurrent: Matrix(rows: 1, columns: 1, [weights[3 * index + 1]]),
        bias: [weights[3 * index + 2]])
    }
    return cell
  }

  /// The state before the step.
  var state: State { State(hidden: [h], cell: [c]) }
}
