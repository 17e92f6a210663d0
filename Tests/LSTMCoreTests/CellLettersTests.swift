import LSTMCore
import Testing

struct CellLettersTests {
  /// What letters print is the same cell when it is read.
  @Test(arguments: CellFamily.names)
  func whatIsPrintedParsesBack(_ name: String) throws {
    let cell = try #require(CellFamily[name])
    let header =
      cell.text.split(separator: "\n").filter {
        $0.contains(":") && !$0.contains(" = σ")
      }.joined(separator: "\n") + "\n"
    let printed = cell.letters()
    let again = try CellDefinition(
      parsing: header + printed.joined(separator: "\n"))
    #expect(again.equations == cell.equations)
    #expect(again.letters() == printed)
    #expect(again.parameterNames == cell.parameterNames)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func randomCellsParseBack(_ seed: UInt64) throws {
    var text = RandomEquations(seed: seed)
    let cell = try CellDefinition(parsing: text.cell())
    let again = try CellDefinition(
      parsing: cell.letters().joined(separator: "\n"))
    #expect(again.equations == cell.equations)
  }

  @Test func notationsAndStyles() throws {
    let lstm = CellFamily.lstm
    #expect(lstm.letters()[4] == "C′ = f ⊙ C + i ⊙ C\u{303}")
    #expect(lstm.letters(in: .year1997)[4] == "s′ = f ⊙ s + y_in ⊙ g")
    #expect(
      lstm.letters(in: .gamma)[0] == "γ_f1 = σ(W_f·x + U_f·a + b_f)")
    #expect(
      lstm.letters(style: .latex)[4]
        == "C_{t} = f_{t} \\odot C_{t-1} + i_{t} \\odot \\tilde{C}_{t}")
    #expect(
      lstm.letters(style: .latex)[0]
        == "f_{t} = \\sigma(W_{f} x_t + U_{f} h_{t-1} + b_{f})")
    #expect(
      lstm.letters(style: .pango)[0]
        == "f = σ(W<sub>f</sub>·x + U<sub>f</sub>·h + b<sub>f</sub>)")
  }

  @Test func theGraphOfAGRU() throws {
    let graph = CellGraph(CellFamily.known("gru"))
    #expect(graph.nodes.map(\.name) == ["x", "h", "r", "z", "n", "h′"])
    func edges(_ target: String) -> [String] {
      graph.edges.filter { graph.nodes[$0.target].name == target }.map {
        graph.nodes[$0.source].name + ($0.weights.map { " " + $0 } ?? "")
      }
    }
    #expect(edges("n") == ["x W_n", "r", "h U_n"])
    #expect(edges("h′") == ["z", "n", "h"])
    #expect(graph.mermaid.hasPrefix("graph LR\n"))
    #expect(graph.mermaid.contains("n1 -->|U_r| n2"))
  }
}
