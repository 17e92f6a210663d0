import CYAML

extension YAMLNode {
  /// Parses a text that holds one document.
  ///
  /// An alias (`*name`) stands for a copy of what its anchor (`&name`) holds.
  /// Tags are passed over: a file of data has no say in what is made of it.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - file: the file's name for messages.
  ///   - limits: what is refused as too large.
  /// - Throws: `YAMLError` for what is no YAML, for a name written twice and
  ///   for what goes past the limits.
  package init(
    parsing text: String, file: String, limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLError) {
    guard text.utf8.count <= limits.bytes else {
      throw YAMLError(
        place: YAMLPlace(file: file, line: 1, column: 1),
        reason: "the file has \(text.utf8.count) bytes; "
          + "\(limits.bytes) are more than enough")
    }
    var parser = YAMLParser(
      events: YAMLEvents(text, file: file), limits: limits)
    self = try parser.document()
  }
}

/// What a YAML file may hold at most.
package struct YAMLLimits: Sendable {
  /// Bytes of the file.
  package var bytes: Int
  /// Values, each alias counted in full.
  package var nodes: Int
  /// Levels within one another.
  package var depth: Int

  /// Limits that a file written by people does not come near.
  package init(
    bytes: Int = 4 << 20, nodes: Int = 200_000, depth: Int = 64
  ) {
    (self.bytes, self.nodes, self.depth) = (bytes, nodes, depth)
  }
}

/// Puts a document together from libyaml's events.
private struct YAMLParser {
  let events: YAMLEvents
  let limits: YAMLLimits
  /// What each anchor names; nil while it is still being read.
  private var anchors: [String: YAMLNode?] = [:]
  private var size = 0

  init(events: YAMLEvents, limits: YAMLLimits) {
    (self.events, self.limits) = (events, limits)
  }

  mutating func document() throws(YAMLError) -> YAMLNode {
    var event = try events.next()
    guard event.kind != .end else { throw event.error("the file is empty") }
    let node = try node(event, depth: 0)
    event = try events.next()
    guard event.kind == .end else {
      throw event.error("a second document begins; one is read")
    }
    return node
  }

  private mutating func node(
    _ event: YAMLEvents.Event, depth: Int
  ) throws(YAMLError) -> YAMLNode {
    guard depth < limits.depth else { throw tooDeep(event) }
    if case .alias(let name) = event.kind {
      return try alias(name, event, depth: depth)
    }
    if let anchor = event.anchor { anchors[anchor] = .some(nil) }
    try count(1, event)
    let content = try content(event, depth: depth)
    let node = YAMLNode(content, at: event.place)
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private mutating func content(
    _ event: YAMLEvents.Event, depth: Int
  ) throws(YAMLError) -> YAMLNode.Content {
    switch event.kind {
    case .scalar(let text): return .scalar(text)
    case .sequence:
      var nodes: [YAMLNode] = []
      while case let next = try events.next(), next.kind != .close {
        nodes.append(try node(next, depth: depth + 1))
      }
      return .sequence(nodes)
    case .mapping: return .mapping(try entries(depth: depth))
    case .alias, .close, .end: throw event.error("a value is missing")
    }
  }

  private mutating func entries(
    depth: Int
  ) throws(YAMLError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var lines: [String: Int] = [:]
    while case let next = try events.next(), next.kind != .close {
      let key = try node(next, depth: depth + 1)
      guard let name = key.scalar else {
        throw next.error("\(key.summary) as a name; a name is plain text")
      }
      if let line = lines[name] {
        throw next.error("“\(name)” is written twice, first in line \(line)")
      }
      lines[name] = next.place.line
      entries.append(
        YAMLNode.Entry(
          key: name, place: next.place,
          value: try node(try events.next(), depth: depth + 1)))
    }
    return entries
  }

  private mutating func alias(
    _ name: String, _ event: YAMLEvents.Event, depth: Int
  ) throws(YAMLError) -> YAMLNode {
    guard let known = anchors[name] else {
      throw event.error("*\(name) is used, and no &\(name) stands before it")
    }
    guard let node = known else {
      throw event.error("*\(name) stands within what it names")
    }
    guard depth + node.height < limits.depth else { throw tooDeep(event) }
    try count(node.size, event)
    return node
  }

  private mutating func count(
    _ more: Int, _ event: YAMLEvents.Event
  ) throws(YAMLError) {
    size += more
    guard size <= limits.nodes else {
      throw event.error(
        "more than \(limits.nodes) values, each alias (*) counted in full")
    }
  }

  private func tooDeep(_ event: YAMLEvents.Event) -> YAMLError {
    event.error("nested more than \(limits.depth) levels deep")
  }
}
