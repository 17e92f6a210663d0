import CYAML

/// The parts of a YAML text one after another, as libyaml finds them.
final class YAMLEvents {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let text: String
  private let file: String

  /// One part.
  struct Event {
    let kind: Kind
    /// The name that `&` gives it.
    var anchor: String?
    let place: YAMLPlace

    func error(_ reason: String) -> YAMLError {
      YAMLError(place: place, reason: reason)
    }
  }

  enum Kind: Equatable {
    case scalar(String), alias(String)
    /// A list or a mapping begins; `close` ends it.
    case sequence, mapping, close
    /// The text ends.
    case end
  }

  init(_ text: String, file: String) {
    (self.text, self.file) = (text, file)
    let utf8 = text.utf8
    bytes = .allocate(capacity: utf8.count)
    _ = bytes.initialize(from: utf8)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    bytes.deallocate()
  }

  /// The next part of the document.
  func next() throws(YAMLError) -> Event {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
      defer { yaml_event_delete(&event) }
      if let event = self.event(event) { return event }
    }
  }

  /// What is of use in an event: not where the stream or a document begins.
  private func event(_ event: yaml_event_t) -> Event? {
    let place = place(event.start_mark)
    let data = event.data
    switch event.type {
    case YAML_SCALAR_EVENT:
      let value = UnsafeBufferPointer(
        start: data.scalar.value, count: data.scalar.length)
      return Event(
        kind: .scalar(String(decoding: value, as: UTF8.self)),
        anchor: data.scalar.anchor.map { String(cString: $0) }, place: place)
    case YAML_ALIAS_EVENT:
      let name = data.alias.anchor.map { String(cString: $0) } ?? ""
      return Event(kind: .alias(name), place: place)
    case YAML_SEQUENCE_START_EVENT:
      return Event(
        kind: .sequence,
        anchor: data.sequence_start.anchor.map { String(cString: $0) },
        place: place)
    case YAML_MAPPING_START_EVENT:
      return Event(
        kind: .mapping,
        anchor: data.mapping_start.anchor.map { String(cString: $0) },
        place: place)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .close, place: place)
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
      return Event(kind: .end, place: place)
    default: return nil
    }
  }

  private func place(_ mark: yaml_mark_t) -> YAMLPlace {
    YAMLPlace(
      file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// What libyaml says is wrong, with what stands there.
  private var problem: YAMLError {
    let said = parser.pointee
    let reason = said.problem.map { String(cString: $0) } ?? "out of memory"
    guard said.error != YAML_READER_ERROR else {
      return YAMLError(
        place: place(ofByte: said.problem_offset), reason: "not YAML: \(reason)"
      )
    }
    var context = said.context.map { " \(String(cString: $0))" } ?? ""
    if said.context_mark.index != said.problem_mark.index, !context.isEmpty {
      context += " that begins in line \(said.context_mark.line + 1)"
    }
    let rest = text.unicodeScalars.dropFirst(Int(said.problem_mark.index))
    let word = rest.prefix(20).prefix { !$0.properties.isWhitespace }
    let found =
      rest.isEmpty
      ? "the end of the file"
      : word.isEmpty ? "white space" : "“\(String(word))”"
    return YAMLError(
      place: rest.isEmpty
        ? place(ofByte: bytes.count) : place(said.problem_mark),
      reason: "not YAML: found \(found); \(reason)\(context)")
  }

  /// Where a byte stands that libyaml cannot even read.
  private func place(ofByte offset: Int) -> YAMLPlace {
    let before = bytes.prefix(offset)
    let line = before.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let column = line.last.map {
      String(decoding: $0, as: UTF8.self).unicodeScalars.count + 1
    }
    return YAMLPlace(file: file, line: max(1, line.count), column: column ?? 1)
  }
}
