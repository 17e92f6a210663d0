/// What feeds what in a cell: its input, what the step before left, and the
/// quantities of a step, joined where an equation has one for another.
public struct CellGraph: Equatable, Sendable {
  /// The nodes: x, then what the step before left, then what is defined, in the
  /// order of the equations.
  public let nodes: [Node]
  /// Every path from one to another.
  public let edges: [Edge]

  /// One value of a step.
  public struct Node: Hashable, Sendable {
    /// The letters, with a prime for what goes on to the next step.
    public let name: String
    /// What it is.
    public let kind: Kind
  }

  /// What a node is.
  public enum Kind: Hashable, Sendable {
    /// x.
    case input
    /// What the step before left.
    case before(Quantity)
    /// What the step computes; nil for several states under one name.
    case quantity(Quantity?)
  }

  /// One path.
  public struct Edge: Hashable, Sendable {
    /// Where it begins and ends, as numbers of nodes.
    public let source, target: Int
    /// The weights on the way, such as W_f; nil where there are none.
    public let weights: String?
  }

  /// The graph of a cell.
  public init(_ definition: CellDefinition) {
    var builder = GraphBuilder(definition)
    for equation in definition.equations { builder.add(equation) }
    (nodes, edges) = (builder.nodes, builder.edges)
  }
}

extension CellGraph {
  /// The graph as mermaid writes it.
  public var mermaid: String {
    let ends = nodes.enumerated().map { index, node in
      let text = "n\(index)[\"\(node.name)\"]"
      return if case .quantity = node.kind { text } else {
        "n\(index)([\"\(node.name)\"])"
      }
    }
    let paths = edges.map { edge in
      let label = edge.weights.map { "|\($0)|" } ?? ""
      return "n\(edge.source) -->\(label) n\(edge.target)"
    }
    return (["graph LR"] + (ends + paths).map { "  " + $0 })
      .joined(separator: "\n") + "\n"
  }
}

private struct GraphBuilder {
  private(set) var nodes: [CellGraph.Node] = []
  private(set) var edges: [CellGraph.Edge] = []
  private let definition: CellDefinition
  private let isPrimed: [String: Bool]

  init(_ definition: CellDefinition) {
    self.definition = definition
    isPrimed = definition.equations.flatMap(\.left).reduce(into: [:]) {
      $0[$1.letters] = $1.isPrimed
    }
  }

  mutating func add(_ equation: CellEquation) {
    let sources = sources(of: equation.right, weights: nil, isBefore: false)
    for name in equation.left {
      let quantity = definition.notation.quantity(of: name.letters)
      let target = index(
        of: CellGraph.Node(
          name: name.letters + (name.isPrimed ? "′" : ""),
          kind: .quantity(
            definition.quantities.contains(quantity) ? quantity : nil)))
      for source in sources {
        let edge = CellGraph.Edge(
          source: source.node, target: target, weights: source.weights)
        if !edges.contains(edge) { edges.append(edge) }
      }
    }
  }

  private mutating func index(of node: CellGraph.Node) -> Int {
    if let index = nodes.firstIndex(of: node) { return index }
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func sources(
    of expression: CellExpression, weights: String?, isBefore: Bool
  ) -> [(node: Int, weights: String?)] {
    switch expression.form {
    case .number: return []
    case .name("x"):
      let node = CellGraph.Node(name: "x", kind: .input)
      return [(index(of: node), weights)]
    case .name(let letters), .primed(let letters):
      return node(expression, letters, isBefore).map { [($0, weights)] } ?? []
    case .applied(let letters, let a):
      return sources(of: a, weights: letters, isBefore: isBefore)
    case .negative(let a), .scaled(_, let a):
      return sources(of: a, weights: weights, isBefore: isBefore)
    case .before(let a):
      return sources(of: a, weights: weights, isBefore: true)
    case .product(let a, let b):
      for (parameter, other) in [(a, b), (b, a)] {
        if case .name(let letters) = parameter.form,
          isPrimed[letters] == nil, letters != "x"
        {
          return sources(of: other, weights: letters, isBefore: isBefore)
        }
      }
      return [a, b].flatMap {
        sources(of: $0, weights: weights, isBefore: isBefore)
      }
    case .sum(let a, let b), .difference(let a, let b), .quotient(let a, let b):
      return [a, b].flatMap {
        sources(of: $0, weights: weights, isBefore: isBefore)
      }
    case .joined(let parts), .call(_, let parts):
      return parts.flatMap {
        sources(of: $0, weights: weights, isBefore: isBefore)
      }
    }
  }

  /// The node of a name; nil for weights.
  private mutating func node(
    _ expression: CellExpression, _ letters: String, _ isBefore: Bool
  ) -> Int? {
    guard let goesOn = isPrimed[letters] else { return nil }
    let quantity = definition.notation.quantity(of: letters)
    if case .primed = expression.form {
      return index(
        of: CellGraph.Node(name: letters + "′", kind: .quantity(quantity)))
    }
    if goesOn || isBefore {
      return index(
        of: CellGraph.Node(name: letters, kind: .before(quantity)))
    }
    return index(
      of: CellGraph.Node(
        name: letters,
        kind: .quantity(
          definition.quantities.contains(quantity) ? quantity : nil)))
  }
}
