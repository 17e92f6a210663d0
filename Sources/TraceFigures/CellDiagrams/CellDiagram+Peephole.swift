import Drawing
import LSTMCore

extension CellDiagram {
  /// The gates see the memory: the forget and the input gate what it was, the
  /// output gate what it has become.
  package static let peephole: CellDiagram = {
    var diagram = variant(CellFamily.known("peephole"), letters: "PEEP")
    diagram.wires += peepholes
    diagram.accented = Set(peepholes.map(\.name))
    diagram.change("f") {
      $0.hops = [Point(2, 3)]
      $0.label?.position = Point(2.12, 3.8)
    }
    diagram.change("write") {
      $0.label?.position = Point(4.46, 4.1)
      $0.label?.anchor = .end
    }
    // The output gate waits for the memory that it sees.
    diagram.writeEquations(accented: ["f", "i", "o"])
    return diagram
  }()

  private static let peepholes = [
    Wire(
      name: "peephole of f",
      points: [Point(1.1, 4.7), Point(1.1, 2.2), Point(1.58, 2.2)],
      isCopy: true,
      label: Tag(
        formula: "p_f", position: Point(1.2, 2.42), anchor: .start,
        isSmall: true)),
    Wire(
      name: "peephole of i",
      points: [
        Point(1.1, 3), Point(2.65, 3), Point(2.65, 2.2), Point(2.88, 2.2),
      ],
      isCopy: true,
      label: Tag(
        formula: "p_i", position: Point(2.72, 2.68), anchor: .start,
        isSmall: true)),
    Wire(
      name: "peephole of o",
      points: [Point(5.52, 4.7), Point(5.52, 2.2), Point(5.78, 2.2)],
      isCopy: true,
      label: Tag(
        formula: "p_o", position: Point(5.6, 2.62), anchor: .start,
        isSmall: true)),
  ]
}
