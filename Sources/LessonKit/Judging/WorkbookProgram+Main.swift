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

  /// The Python program that calls the learner's function.
  private var pythonMain: String {
    let call =
      switch self {
      case .forward: "answer.step(x, h, c, cell)"
      case .backward: "answer.backward(s, x, h, c, cell, n[15], n[16])"
      }
    return """
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


      for n in trials:
          cell = Record(forget=gate(n), input=gate(n[3:]), candidate=gate(n[6:]),
                        output=gate(n[9:]))
          x, h, c = n[12:15]
          zf, zi, zg, zo = [g.input * x + g.recurrent * h + g.bias for g in (
              cell.forget, cell.input, cell.candidate, cell.output)]
          s = Record(f=sigmoid(zf), i=sigmoid(zi), g=tanh(zg), o=sigmoid(zo))
          s.c = s.f * c + s.i * s.g
          s.h = s.o * tanh(s.c)
          print("=", *[repr(float(v)) for v in \(call)], flush=True)

      """
  }
}
