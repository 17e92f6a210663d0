extension Scene {
  /// The bytes of an SVG file that shows pictures of one size one after another,
  /// again and again.
  ///
  /// What is the same in all is drawn once. Programs that do not animate, and
  /// readers who asked their system for less motion, see the first picture.
  ///
  /// - Parameters:
  ///   - frames: at least one; the first says title and page.
  ///   - seconds: how long each is shown.
  package static func animation(
    _ frames: [Scene], seconds: Double,
    metadata: PictureMetadata = PictureMetadata()
  ) -> [UInt8] {
    precondition(!frames.isEmpty, "an animation of no pictures")
    var (writer, first) = (SVGWriter(), frames[0])
    first.width = frames.reduce(0) { max($0, $1.width) }
    first.height = frames.reduce(0) { max($0, $1.height) }
    writer.begin(first, unit: .pixel, metadata: metadata)
    writer.add(timing(frames.count, seconds: seconds))
    writer.add(turns: frames.map(\.elements))
    writer.add("</svg>")
    return Array(writer.text.utf8)
  }

  /// One cycle of being visible for all frames, each with a delay of its own.
  private static func timing(_ count: Int, seconds: Double) -> String {
    let share = (100 / Double(count)).plain
    let delays = (0..<count).map {
      ".frame\($0){animation-delay:\((Double($0) * seconds).plain)s}"
    }.joined()
    return """
      <style>@keyframes turn{0%{visibility:visible}\(share)%,100%\
      {visibility:hidden}}@media (prefers-reduced-motion:no-preference)\
      {.frame{animation:turn \((Double(count) * seconds).plain)s step-end \
      infinite}\(delays)}</style>
      """
  }
}

extension SVGWriter {
  /// Pictures that take turns. What all have, in the same order, stands once;
  /// between that they are shown piece by piece.
  fileprivate mutating func add(turns frames: [[Scene.Element]]) {
    var starts = frames.map { _ in 0 }
    for (place, element) in frames[0].enumerated() where place >= starts[0] {
      let places = zip(frames, starts).compactMap { frame, start in
        frame[start...].firstIndex(of: element)
      }
      guard places.count == frames.count else { continue }
      add(
        pieces: frames.indices.map {
          Array(frames[$0][starts[$0]..<places[$0]])
        })
      add(element)
      starts = places.map { $0 + 1 }
    }
    add(pieces: zip(frames, starts).map { Array($0[$1...]) })
  }

  /// What differs between pictures, place by place where they have as many
  /// elements.
  private mutating func add(pieces frames: [[Scene.Element]]) {
    guard frames.contains(where: { !$0.isEmpty }) else { return }
    guard Set(frames.map(\.count)).count == 1 else {
      return add(alternatives: frames)
    }
    for place in frames[0].indices {
      let groups = frames.compactMap { $0[place].members }
      if groups.count == frames.count {
        add("<g>")
        add(turns: groups)
        add("</g>")
      } else {
        add(alternatives: frames.map { [$0[place]] })
      }
    }
  }

  private mutating func add(alternatives frames: [[Scene.Element]]) {
    for (k, elements) in frames.enumerated() {
      add(
        "<g class=\"frame frame\(k)\""
          + (k == 0 ? ">" : " visibility=\"hidden\">"))
      for element in elements { add(element) }
      add("</g>")
    }
  }
}

extension Scene.Element {
  /// What a group holds; nil for anything else.
  fileprivate var members: [Scene.Element]? {
    if case .group(_, let elements) = self { elements } else { nil }
  }
}
