import LSTMCore

/// A Swift function that learners complete in a file of `Lessons/workbook`.
package enum WorkbookProgram: String, CaseIterable, Sendable {
  /// One step of a cell of one unit.
  case forward
  /// The same step backward.
  case backward

  /// Where the file with the gap is, below Lessons.
  var startPath: String { "workbook/\(fileName)" }
  /// Where the file without it is.
  var solutionPath: String { "workbook/solutions/\(fileName)" }

  /// What the learner's copy may be called.
  var fileName: String {
    switch self {
    case .forward: "Forward.swift"
    case .backward: "Backward.swift"
    }
  }

  /// What the function must give for a trial: the core's step, or the central
  /// differences of it.
  func expected(for trial: WorkbookTrial) -> [(name: String, value: Double)] {
    switch self {
    case .forward:
      let step = trial.cell.step([trial.x], from: trial.state)
      return Quantity.lstm.map { ($0.key, step[$0][0]) }
    case .backward: return slopes(of: trial)
    }
  }

  private func slopes(
    of trial: WorkbookTrial
  ) -> [(name: String, value: Double)] {
    // z has the bias as a term, so ∂L/∂z is ∂L/∂b.
    let biases = CellFamily.lstm.parameterNames.indices.filter {
      CellFamily.lstm.parameterNames[$0].hasSuffix("bias")
    }
    let sums = zip(["zf", "zi", "zg", "zo"], biases).map { name, bias in
      (
        name,
        centralDifferences(
          of: { trial.loss($0, [trial.x], trial.state) }, at: trial.cell,
          along: \.[parameter: bias])[0]
      )
    }
    let x = centralDifferences(
      of: { trial.loss(trial.cell, $0, trial.state) }, at: Vector([trial.x]),
      along: \.elements)
    let h = centralDifferences(
      of: { trial.loss(trial.cell, [trial.x], $0) }, at: trial.state,
      along: \.hidden.elements)
    let c = centralDifferences(
      of: { trial.loss(trial.cell, [trial.x], $0) }, at: trial.state,
      along: \.cell.elements)
    return sums + [("x", x[0]), ("h", h[0]), ("c", c[0])]
  }
}

extension WorkbookProgram {
  /// What learners' files may use without an import.
  static let given = """
    #if canImport(Darwin)
      import Darwin
    #elseif canImport(Musl)
      import Musl
    #else
      import Glibc
    #endif

    func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    func tanh(_ z: Double) -> Double {
      let e = exp(-2 * abs(z))
      let size = (1 - e) / (1 + e)
      return z < 0 ? -size : size
    }

    /// The numbers of each line of standard input.
    func trials() -> [[Double]] {
      var rows: [[Double]] = []
      while let line = readLine() {
        rows.append(line.split(separator: " ").map { Double($0) ?? .nan })
      }
      return rows
    }

    """

  /// The program that calls the learner's function.
  var main: String {
    let cell = """
      for n in trials() {
        let cell = Cell(
          forget: Gate(input: n[0], recurrent: n[1], bias: n[2]),
          input: Gate(input: n[3], recurrent: n[4], bias: n[5]),
          candidate: Gate(input: n[6], recurrent: n[7], bias: n[8]),
          output: Gate(input: n[9], recurrent: n[10], bias: n[11]))
        let (x, h, c) = (n[12], n[13], n[14])

      """
    switch self {
    case .forward:
      return cell + """
          let s = step(x: x, h: h, c: c, cell: cell)
          print("=", s.f, s.i, s.g, s.o, s.c, s.h)
        }

        """
    case .backward:
      return cell + """
          func sum(_ gate: Gate) -> Double {
            gate.input * x + gate.recurrent * h + gate.bias
          }
          let (f, i) = (sigmoid(sum(cell.forget)), sigmoid(sum(cell.input)))
          let (g, o) = (tanh(sum(cell.candidate)), sigmoid(sum(cell.output)))
          let newC = f * c + i * g
          let s = Step(f: f, i: i, g: g, o: o, c: newC, h: o * tanh(newC))
          let d = backward(
            s, x: x, h: h, c: c, cell: cell, dh: n[15], dc: n[16])
          print("=", d.zf, d.zi, d.zg, d.zo, d.x, d.h, d.c)
        }

        """
    }
  }
}
