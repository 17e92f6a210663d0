import Drawing

extension CellDiagram {
  /// The diagram as Mermaid text, for Markdown: nodes and arrows as they are
  /// drawn. What leaves on the right goes to the next step, what leaves at the
  /// top to the next layer. Only what is emphasised is written, where something
  /// is.
  package var mermaid: String {
    let flow = DiagramFlow(self)
    var lines = ["graph LR"]
    for input in flow.inputs {
      lines.append("  \(input.id)([\"\(Formula.html(input.letters))\"])")
    }
    for node in nodes where flow.uses(node.name) {
      lines.append("  \(Self.mermaidID(node.name))\(shape(of: node))")
    }
    for output in flow.outputs {
      lines.append("  \(output.id)([\"\(output.letters)\"])")
    }
    for arrow in flow.arrows {
      let letters = arrow.letters.map { "|\"\(Formula.html($0))\"|" } ?? ""
      lines.append("  \(arrow.from) -->\(letters) \(arrow.to)")
    }
    lines += styles(flow)
    return lines.joined(separator: "\n") + "\n"
  }

  private func shape(of node: Node) -> String {
    let symbol = Formula.html(node.symbol)
    return switch node.kind {
    case .learned: "[\"\(node.caption.map { "\($0): " } ?? "")\(symbol)\"]"
    case .pointwise: "((\"\(symbol)\"))"
    case .function: "([\"\(symbol)\"])"
    case .cell: "[\"\(symbol)\"]"
    }
  }

  private func styles(_ flow: DiagramFlow) -> [String] {
    func names(_ kinds: [Node.Kind]) -> String {
      nodes.filter { kinds.contains($0.kind) && flow.uses($0.name) }
        .map { Self.mermaidID($0.name) }.joined(separator: ",")
    }
    return [
      ("learned", [Node.Kind.learned], "fill:#ffe9a8,stroke:#9a7400"),
      ("pointwise", [.pointwise, .function], "fill:#ffc9d6,stroke:#a83254"),
    ].flatMap { name, kinds, look -> [String] in
      let members = names(kinds)
      return members.isEmpty
        ? [] : ["  classDef \(name) \(look)", "  class \(members) \(name)"]
    }
  }

  /// A name as Mermaid takes it: letters, digits and underscores.
  static func mermaidID(_ name: String) -> String {
    name.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }
}

extension Formula {
  /// A formula with `<sub>` and `<sup>`, as Markdown and Mermaid take it.
  static func html(_ formula: String) -> String {
    pieces(formula).map { text, script in
      switch script {
      case .normal: text
      case .lowered: "<sub>\(text)</sub>"
      case .raised: "<sup>\(text)</sup>"
      }
    }.joined()
  }
}
