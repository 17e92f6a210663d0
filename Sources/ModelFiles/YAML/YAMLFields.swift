/// The fields of a mapping that may have certain names and no others.
package struct YAMLFields: Sendable {
  private let node: YAMLNode

  /// The fields of `node`.
  ///
  /// - Throws: `YAMLError` for what is no mapping, and for a name that is not
  ///   among `known`.
  package init(_ node: YAMLNode, known: [String]) throws(YAMLError) {
    self.node = node
    for entry in try node.entries() where !known.contains(entry.key) {
      throw YAMLError(
        place: entry.place,
        reason: "there is no “\(entry.key)” here; the names are "
          + known.joined(separator: ", "))
    }
  }

  /// The value of a name, or nil where it is left out.
  package subscript(key: String) -> YAMLNode? { node[key] }

  /// The value of a name that must be there.
  package func required(_ key: String) throws(YAMLError) -> YAMLNode {
    guard let value = node[key], value.scalar != "" else {
      throw node.error("“\(key)” is missing")
    }
    return value
  }

  /// The text of a name that must be there and hold something.
  package func requiredText(_ key: String) throws(YAMLError) -> String {
    try required(key).text()
  }

  /// The values of a list; none where it is left out.
  package func list(_ key: String) throws(YAMLError) -> [YAMLNode] {
    try node[key]?.list() ?? []
  }
}
