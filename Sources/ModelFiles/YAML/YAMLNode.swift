/// One value of a YAML document, and where it stands.
package struct YAMLNode: Equatable, Sendable {
  /// What it holds.
  package let content: Content
  /// Where it begins.
  package let place: YAMLPlace
  /// How many values it and what is inside it are, each alias counted in full.
  let size: Int
  /// How many levels there are below it.
  let height: Int

  /// The three kinds of value.
  package enum Content: Equatable, Sendable {
    /// A text; numbers, `true` and `null` are texts too until somebody asks.
    case scalar(String)
    /// Values in order.
    case sequence([YAMLNode])
    /// Values by name, in the order written, no name twice.
    case mapping([Entry])
  }

  /// One line of a mapping.
  package struct Entry: Equatable, Sendable {
    /// The name.
    package let key: String
    /// Where the name begins.
    package let place: YAMLPlace
    /// What it names.
    package let value: YAMLNode
  }

  init(_ content: Content, at place: YAMLPlace) {
    let inside: [YAMLNode] =
      switch content {
      case .scalar: []
      case .sequence(let nodes): nodes
      case .mapping(let entries): entries.map(\.value)
      }
    (self.content, self.place) = (content, place)
    size = inside.reduce(1) { $0 + $1.size }
    height = inside.reduce(0) { max($0, $1.height + 1) }
  }

  /// The text, or nil for a list or a mapping.
  package var scalar: String? {
    if case .scalar(let text) = content { text } else { nil }
  }

  /// The values of a list, or nil for anything else.
  package var sequence: [YAMLNode]? {
    if case .sequence(let nodes) = content { nodes } else { nil }
  }

  /// The lines of a mapping, or nil for anything else.
  package var mapping: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value of a name, or nil where there is none.
  package subscript(key: String) -> YAMLNode? {
    mapping?.first { $0.key == key }?.value
  }

  /// That something is wrong here.
  package func error(_ reason: String) -> YAMLError {
    YAMLError(place: place, reason: reason)
  }

  /// The value in a few words, for messages.
  package var summary: String {
    switch content {
    case .scalar(""): "nothing"
    case .scalar(let text): "“\(text.prefix(40))\(text.count > 40 ? "…" : "")”"
    case .sequence(let nodes): "a list of \(nodes.count)"
    case .mapping: "lines of the form name: value"
    }
  }
}

extension YAMLNode {
  /// The text without white space at its ends.
  package func text() throws(YAMLError) -> String {
    guard let scalar else { throw error("\(summary) where a text is wanted") }
    return scalar.trimmingWhiteSpace
  }

  /// The values of a list.
  package func list() throws(YAMLError) -> [YAMLNode] {
    guard let sequence else { throw error("\(summary) where a list is wanted") }
    return sequence
  }

  /// The texts of a list.
  package func texts() throws(YAMLError) -> [String] {
    try list().map { node throws(YAMLError) in try node.text() }
  }

  /// The lines of a mapping.
  package func entries() throws(YAMLError) -> [Entry] {
    guard let mapping else {
      throw error("\(summary) where lines of the form name: value are wanted")
    }
    return mapping
  }
}

extension String {
  fileprivate var trimmingWhiteSpace: String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
