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
public struct CellDiagram: Equatable, Sendable {
  /// The cell's name on the command line, such as `lstm`.
  public var cell: String
  /// The few letters that stand for the cell where there is little room; nil
  /// for the first word of its name.
  public var abbreviation: String?
  /// What the diagram shows.
  public var title: String
  /// What it shows, for those who cannot see it.
  public var summary: String
  /// How wide the grid is.
  public var width = 10.0
  /// How tall the grid is.
  public var height = 6.0
  /// The rounded bodies of the cells; `y` is the lower edge on the grid.
  public var bodies = [Rect(x: 0.6, y: 0.6, width: 8.8, height: 4.8)]
  /// Where something is computed.
  public var nodes: [Node]
  /// What carries values between nodes.
  public var wires: [Wire]
  /// What is computed, in order.
  public var equations: [Equation]
  /// Sentences under the equations.
  public var notes: [String] = []
  /// The parts that can be shown by themselves, by name: `forget`, `write`,
  /// `read`.
  public var highlights: [String: Highlight] = [:]
  /// The other ways of writing it, by name; `modern` is the one at hand.
  public var notations: [String: Lettering] = [:]
  /// The names of what differs from the LSTM: in the accent colour.
  public var accented: Set<String> = []
  /// What the accent colour means, for the key.
  public var accentMeaning = "differs from the LSTM"
  /// The names of what the LSTM has and this cell lacks: a faint, dashed trace.
  public var ghosts: Set<String> = []
  /// The names of the nodes of which a block of cells has one a cell.
  public var stacked: Set<String> = []
  /// The names that stand out while all others fade; or nil for all alike.
  public var emphasised: Set<String>?
  /// What wires carry at one step, by the wire's name.
  public var values: [String: WireValue] = [:]

  /// A place where something is computed.
  public struct Node: Equatable, Sendable {
    /// What it is called, unlike any other node or wire.
    public var name: String
    /// What it does, and so how it looks.
    public var kind: Kind
    /// What is written in it, as a formula.
    public var symbol: String
    /// Its middle on the grid.
    public var centre: Point
    /// Words beside it.
    public var caption: String?
    /// Where those begin, from the middle.
    public var captionOffset = Point(0.08, -0.7)
    /// Where the symbol is, from the middle: beside a node that is missing and
    /// that a wire runs through.
    public var symbolOffset = Point(0, 0)

    /// What a node does.
    public enum Kind: Equatable, Sendable {
      /// Weights, a sum and a squashing function: a box.
      case learned
      /// An operation on each element, without weights: a circle.
      case pointwise
      /// A function of each element, without weights: an ellipse.
      case function
      /// A whole cell: its letters alone, for the body is its box.
      case cell
    }
  }

  /// A line that carries a value.
  public struct Wire: Equatable, Sendable {
    /// What it is called, unlike any other node or wire.
    public var name: String
    /// Its corners on the grid, in the direction of flow.
    public var points: [Point]
    /// Whether it ends in an arrowhead.
    public var hasArrow = true
    /// Whether it carries the memory: the thickest line.
    public var isBelt = false
    /// Whether it starts as a copy of what another wire carries: a dot.
    public var isCopy = false
    /// Whether it merges into another wire.
    public var isJoin = false
    /// Where it leaps over other wires, in the direction of flow.
    public var hops: [Point] = []
    /// What it carries, in letters.
    public var label: Tag?
    /// What it carries, as a number; nil where that is a whole vector.
    public var carries: Carried?
  }

  /// A formula at a place.
  public struct Tag: Equatable, Sendable {
    /// The formula.
    public var formula: String
    /// Where on the grid; the middle of the line of text.
    public var position: Point
    /// Which part of the text is there.
    public var anchor: Label.Anchor
    /// Whether it is shown only together with a value.
    public var needsValue = false
    /// Whether it is as small as captions.
    public var isSmall = false
  }

  /// One line of mathematics.
  public struct Equation: Equatable, Sendable {
    /// The wire that carries the result.
    public var wire: String
    /// Left of the equals sign.
    public var left: String
    /// Right of it.
    public var right: String
    /// What it means.
    public var words: String
    /// The right side in numbers, each named by its wire in braces,
    /// `{f} × {C before}`; or nil.
    public var numbers: String?
    /// Whether it differs from the LSTM's: in the accent colour.
    public var isAccented = false
  }

  /// A part of the cell by itself.
  public struct Highlight: Equatable, Sendable {
    /// The names of its nodes and wires.
    public var names: Set<String>
    /// What it computes.
    public var equations: [Equation]
  }

  /// The letters of another notation.
  public struct Lettering: Equatable, Sendable {
    /// What is written on wires, by their names.
    public var labels: [String: String]
    /// The wires that have letters here and none otherwise.
    public var shown: Set<String>
    /// What is written in nodes, by their names.
    public var symbols: [String: String]
    /// The equations in these letters, in the same order.
    public var equations: [Equation]
    /// Where the letters come from and what to know about them.
    public var notes: [String]
  }
}

extension CellDiagram {
  /// Every cell that can be drawn.
  public static let all: [CellDiagram] = [
    .lstm, .lstm1997, .lstm1997Task2a, .peephole, .coupled, .noInputGate,
    .noForgetGate, .noOutputGate, .noInputActivation, .noOutputActivation,
    .fullGateRecurrence, .projected, .layerNorm, .gamma, .gru, .gruBefore,
    .rnn, .rectifiedRNN,
  ]

  /// The picture: diagram, key and equations.
  public func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    CellDiagramLayout(self, style: style, measure: measure).scene
  }

  /// The same with one part bright and the rest faded, and with that part's
  /// equations alone; or nil where the cell has no part of that name.
  public func highlighting(_ name: String) -> CellDiagram? {
    guard let highlight = highlights[name] else { return nil }
    var result = self
    result.emphasised = highlight.names
    result.equations = highlight.equations
    return result
  }

  /// The same in other letters; or nil where the cell has no such notation.
  /// Parts by themselves keep the letters of the equations that they share.
  public func lettered(_ notation: String) -> CellDiagram? {
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
