import Drawing
import LSTMCore

/// A recurrent cell as a diagram: a table of nodes and wires on a grid 10 wide,
/// y upward, and the equations that it draws.
///
/// A cell is one file of such tables; nothing in them draws. Every element has
/// a name, so that a caller can emphasise some, mark what differs from the
/// LSTM, or write values on wires. A variant starts from another cell's tables:
///
///     var diagram = CellDiagram.lstm
///     diagram.ghosts = ["forget gate", "f", "forget", "to forget gate"]
package struct CellDiagram: Equatable, Figure {
  /// The cell's name on the command line, such as `lstm`.
  package var cell: String
  /// The few letters that stand for the cell where there is little room; nil
  /// for the first word of its name.
  package var abbreviation: String?
  /// What the diagram shows.
  package var title: String
  /// What it shows, for those who cannot see it.
  package var summary: String
  /// How wide the grid is.
  package var width = 10.0
  /// How tall the grid is.
  package var height = 6.0
  /// The rounded bodies of the cells; `y` is the lower edge on the grid.
  package var bodies = [Rect(x: 0.6, y: 0.6, width: 8.8, height: 4.8)]
  /// Where something is computed.
  package var nodes: [Node]
  /// What carries values between nodes.
  package var wires: [Wire]
  /// What is computed, in order.
  package var equations: [Equation] = []
  /// Sentences under the equations.
  package var notes: [String] = []
  /// How many weights the cell has, the last of them.
  package var cost: String?
  /// The parts that can be shown by themselves, by name: `forget`, `write`,
  /// `read`.
  package var highlights: [String: Highlight] = [:]
  /// The other ways of writing it, by name; `modern` is the one at hand.
  package var notations: [String: Lettering] = [:]
  /// The names of what differs from the LSTM: in the accent colour.
  package var accented: Set<String> = []
  /// What the accent colour means, for the key.
  package var accentMeaning = "differs from the LSTM"
  /// The names of what the LSTM has and this cell lacks: a faint, dashed trace.
  package var ghosts: Set<String> = []
  /// The names of the nodes of which a block of cells has one a cell.
  package var stacked: Set<String> = []
  /// The names that stand out while all others fade; or nil for all alike.
  package var emphasised: Set<String>?
  /// What wires carry at one step, by the wire's name.
  package var values: [String: WireValue] = [:]
  /// How large letters on wires are, in units of the grid.
  var letterSize = 0.205
  /// The least room for letters at both ends, in units of the grid.
  var leastGutter = 0.0

  /// A place where something is computed.
  package struct Node: Equatable, Sendable {
    /// What it is called, unlike any other node or wire.
    package var name: String
    /// What it does, and so how it looks.
    package var kind: Kind
    /// What is written in it, as a formula; empty for nothing.
    package var symbol: String
    /// Its middle on the grid.
    package var centre: Point
    /// Words beside it.
    package var caption: String?
    /// Where those begin, from the middle.
    package var captionOffset = Point(0.08, -0.7)
    /// Where the symbol is, from the middle: beside a node that is missing and
    /// that a wire runs through.
    package var symbolOffset = Point(0, 0)

    /// What a node does.
    package enum Kind: Equatable, Sendable {
      /// Weights, a sum and a squashing function: a box.
      case learned
      /// An operation on each element, without weights: a circle.
      case pointwise
      /// A function of each element, without weights: an ellipse.
      case function
      /// A whole cell: its letters alone, for the body is its box.
      case cell
    }

    /// Whether a point of the grid lies at the node's edge, or within.
    func isReached(at point: Point) -> Bool {
      Rect(around: centre, width: 0.98, height: 0.56)
        .contains(Rect(x: point.x, y: point.y, width: 0, height: 0))
    }
  }

  /// A line that carries a value.
  package struct Wire: Equatable, Sendable {
    /// What it is called, unlike any other node or wire.
    package var name: String
    /// Its corners on the grid, in the direction of flow.
    package var points: [Point]
    /// Whether it ends in an arrowhead.
    package var hasArrow = true
    /// Whether it carries the memory: the thickest line.
    package var isBelt = false
    /// Whether it starts as a copy of what another wire carries: a dot.
    package var isCopy = false
    /// Whether it merges into another wire.
    package var isJoin = false
    /// Where it leaps over other wires, in the direction of flow.
    package var hops: [Point] = []
    /// What it carries, in letters.
    package var label: Tag?
    /// What it carries, as a number; nil where that is a whole vector.
    package var carries: Carried?
  }

  /// A formula at a place.
  package struct Tag: Equatable, Sendable {
    /// The formula.
    package var formula: String
    /// Where on the grid; the middle of the line of text.
    package var position: Point
    /// Which part of the text is there.
    package var anchor: Label.Anchor
    /// Whether it is shown only together with a value.
    package var needsValue = false
    /// Whether it is as small as captions.
    package var isSmall = false
  }

  /// One line of mathematics.
  package struct Equation: Equatable, Sendable {
    /// The wire that carries the result.
    package var wire: String
    /// Left of the equals sign.
    package var left: String
    /// Right of it.
    package var right: String
    /// What it means.
    package var words: String
    /// The right side in numbers, each named by its wire in braces,
    /// `{f} × {C before}`; or nil.
    package var numbers: String?
    /// Whether it differs from the LSTM's: in the accent colour.
    package var isAccented = false
  }

  /// A part of the cell by itself.
  package struct Highlight: Equatable, Sendable {
    /// The names of its nodes and wires.
    package var names: Set<String>
    /// What it computes.
    package var equations: [Equation]
    /// Where a wire that goes on to other parts leaves this one, by its name.
    package var ends: [String: Point] = [:]
  }

  /// The letters of another notation.
  package struct Lettering: Equatable, Sendable {
    /// What is written on wires, by their names.
    package var labels: [String: String]
    /// The wires that have letters here and none otherwise.
    package var shown: Set<String>
    /// What is written in nodes, by their names.
    package var symbols: [String: String]
    /// The equations in these letters, in the same order.
    package var equations: [Equation]
    /// Where the letters come from and what to know about them.
    package var notes: [String]
  }
}

extension CellDiagram {
  /// Every cell that can be drawn.
  package static let all: [CellDiagram] = [
    .lstm, .lstm1997, .lstm1997Task2a, .peephole, .coupled, .noInputGate,
    .noForgetGate, .noOutputGate, .noInputActivation, .noOutputActivation,
    .fullGateRecurrence, .projected, .layerNorm, .gamma, .gru, .gruBefore,
    .mgu, .rnn, .rectifiedRNN,
  ]

  /// The picture: diagram, key and equations.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    CellDiagramLayout(self, style: style, measure: measure).scene
  }

  /// The same with one part bright and the rest faded, and with that part's
  /// equations alone; or nil where the cell has no part of that name.
  package func highlighting(_ name: String) -> CellDiagram? {
    guard let highlight = highlights[name] else { return nil }
    var result = self
    result.emphasised = highlight.names
    result.equations = highlight.equations
    for (name, end) in highlight.ends { result.cut(name, at: end) }
    return result
  }

  /// Makes two wires of a straight one: the second has no letters.
  private mutating func cut(_ name: String, at place: Point) {
    guard let index = wires.firstIndex(where: { $0.name == name }),
      let last = wires[index].points.last, last != place
    else { return }
    let whole = wires[index]
    wires[index].points[whole.points.count - 1] = place
    wires[index].hasArrow = false
    wires.append(
      Wire(
        name: name + " beyond", points: [place, last],
        hasArrow: whole.hasArrow, isBelt: whole.isBelt, carries: whole.carries))
  }

  /// The same in other letters; or nil where the cell has no such notation.
  /// Parts by themselves keep the letters of the equations that they share.
  package func lettered(_ notation: String) -> CellDiagram? {
    if notation == "modern" { return self }
    guard let letters = notations[notation] else { return nil }
    var result = self
    for index in wires.indices {
      let name = wires[index].name
      if let formula = letters.labels[name] {
        result.wires[index].label?.formula = formula
      }
      if letters.shown.contains(name) {
        result.wires[index].label?.needsValue = false
      }
    }
    for index in nodes.indices {
      if let symbol = letters.symbols[nodes[index].name] {
        result.nodes[index].symbol = symbol
      }
    }
    result.equations = letters.equations
    result.notes += letters.notes
    for (name, highlight) in highlights {
      let wires = Set(highlight.equations.map(\.wire))
      result.highlights[name]?.equations = letters.equations.filter {
        wires.contains($0.wire)
      }
    }
    return result
  }

  /// The nodes that are there, and not a trace of what is missing.
  var presentNodes: [Node] { nodes.filter { !ghosts.contains($0.name) } }

  /// Whether an element is drawn in full colour.
  func isEmphasised(_ name: String) -> Bool {
    emphasised?.contains(name) ?? true
  }

  /// How an element is drawn.
  func look(of name: String) -> CellDiagramPen.Look {
    if ghosts.contains(name) { return .ghost }
    guard isEmphasised(name) else { return .faded }
    return accented.contains(name) ? .accent : .plain
  }
}
