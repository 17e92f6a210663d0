extension WorkbookProgram {
  /// The files beside the learner's, by name: what calls the function.
  func harness(_ language: ProgramLanguage) -> [(name: String, text: String)] {
    switch language {
    case .swift: [("Given.swift", Self.given), ("main.swift", swiftMain)]
    case .python: [("main.py", pythonMain)]
    }
  }

  /// What Swift files may use without an import.
  private static let given = """
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

  /// The Swift program that calls the learner's function.
  private var swiftMain: String {
    let reading = self == .forward ? "" : Self.reading
    return reading + """
      for n in trials() {
        let cell = Cell(
          forget: Gate(input: n[0], recurrent: n[1], bias: n[2]),
          input: Gate(input: n[3], recurrent: n[4], bias: n[5]),
          candidate: Gate(input: n[6], recurrent: n[7], bias: n[8]),
          output: Gate(input: n[9], recurrent: n[10], bias: n[11]))
        let (x, h, c) = (n[12], n[13], n[14])
      \(swiftCall)
      }

      """
  }

  /// What calls it for one trial and prints what it gives.
  private var swiftCall: String {
    switch self {
    case .forward:
      """
        let s = step(x: x, h: h, c: c, cell: cell)
        print("=", s.f, s.i, s.g, s.o, s.c, s.h)
      """
    case .backward:
      """
        let d = backward(
          read(x, h, c, cell), x: x, h: h, c: c, cell: cell, dh: n[15],
          dc: n[16])
        print("=", d.zf, d.zi, d.zg, d.zo, d.x, d.h, d.c)
      """
    case .unrolled:
      """
        let s = read(x, h, c, cell)
        let d = unrolled(
          s, read(n[17], s.h, s.c, cell), x1: x, x2: n[17], h0: h, c0: c,
          cell: cell, dh1: n[15], dh2: n[18])
        let w = d.weights
        let gates = [w.forget, w.input, w.candidate, w.output]
        let numbers =
          gates.flatMap { [$0.input, $0.recurrent, $0.bias] }
          + [d.x1, d.x2, d.h0, d.c0]
        print("=", numbers.map { "\\($0)" }.joined(separator: " "))
      """
    }
  }

  /// The step forward, for the Swift programs that go backward.
  private static let reading = """
    func read(_ x: Double, _ h: Double, _ c: Double, _ cell: Cell) -> Step {
      func sum(_ gate: Gate) -> Double {
        gate.input * x + gate.recurrent * h + gate.bias
      }
      let (f, i) = (sigmoid(sum(cell.forget)), sigmoid(sum(cell.input)))
      let (g, o) = (tanh(sum(cell.candidate)), sigmoid(sum(cell.output)))
      let new = f * c + i * g
      return Step(f: f, i: i, g: g, o: o, c: new, h: o * tanh(new))
    }


    """

  /// What calls the learner's function in Python, and gives a list of numbers.
  private var pythonCall: String {
    switch self {
    case .forward: "answer.step(x, h, c, cell)"
    case .backward:
      "answer.backward(read(x, h, c, cell), x, h, c, cell, n[15], n[16])"
    case .unrolled: "unrolled(read(x, h, c, cell), x, h, c, cell, *n[15:])"
    }
  }

  /// The Python program that calls it.
  private var pythonMain: String {
    Self.pythonGiven + """
      for n in trials:
          cell = Record(forget=gate(n), input=gate(n[3:]), candidate=gate(n[6:]),
                        output=gate(n[9:]))
          x, h, c = n[12:15]
          print("=", *[repr(float(v)) for v in \(pythonCall)], flush=True)

      """
  }

  /// Loads the learner's file and reads the trials.
  private static let pythonGiven = """
    import importlib.util
    import sys
    from math import exp, tanh
    from types import SimpleNamespace as Record

    spec = importlib.util.spec_from_file_location("answer", sys.argv[1])
    answer = importlib.util.module_from_spec(spec)
    trials = [[float(v) for v in line.split()] for line in sys.stdin]
    spec.loader.exec_module(answer)


    def gate(n):
        return Record(input=n[0], recurrent=n[1], bias=n[2])


    def sigmoid(z):
        return 1 / (1 + exp(-z))


    def read(x, h, c, cell):
        zf, zi, zg, zo = [g.input * x + g.recurrent * h + g.bias for g in (
            cell.forget, cell.input, cell.candidate, cell.output)]
        s = Record(f=sigmoid(zf), i=sigmoid(zi), g=tanh(zg), o=sigmoid(zo))
        s.c = s.f * c + s.i * s.g
        s.h = s.o * tanh(s.c)
        return s


    def unrolled(s1, x1, h0, c0, cell, dh1, _, x2, dh2):
        s2 = read(x2, s1.h, s1.c, cell)
        weights, *others = answer.unrolled(
            s1, s2, x1, x2, h0, c0, cell, dh1, dh2)
        return [v for gate in weights for v in gate] + others


    """
}
