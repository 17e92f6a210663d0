import Drawing

/// A recurrent cell as a diagram: a table of nodes and wires on a grid of
/// 10 × 6, y upward, and the equations that it draws.
///
/// Every element has a name, so that a caller can emphasise some, or write
/// values on wires, without drawing anything itself.
public struct CellDiagram: Equatable, Sendable {
  /// What the diagram shows.
  public var title: String
  /// What it shows, for those who cannot see it.
  public var summary: String
  /// Where something is computed.
  public var nodes: [Node]
  /// What carries values between nodes.
  public var wires: [Wire]
  /// What is computed, in order.
  public var equations: [Equation]
  /// The names that stand out while all others fade; or nil for all alike.
  public var emphasised: Set<String>?
  /// What to write beside a wire's label, by the wire's name.
  public var values: [String: String] = [:]

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

    /// What a node does.
    public enum Kind: Equatable, Sendable {
      /// Weights, a sum and a squashing function: a box.
      case learned
      /// An operation on each element, without weights: a circle.
      case pointwise
      /// A function of each element, without weights: an ellipse.
      case function
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
    /// Where it leaps over another wire.
    public var hop: Point?
    /// What it carries.
    public var label: Tag?
  }

  /// A formula at a place.
  public struct Tag: Equatable, Sendable {
    /// The formula.
    public var formula: String
    /// Where on the grid; the middle of the line of text.
    public var position: Point
    /// Which part of the text is there.
    public var anchor: Label.Anchor
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
  }

  /// The picture: diagram, key and equations.
  public func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    CellDiagramLayout(self, style: style, measure: measure).scene
  }

  /// Whether an element is drawn in full colour.
  func isEmphasised(_ name: String) -> Bool {
    emphasised?.contains(name) ?? true
  }
}
