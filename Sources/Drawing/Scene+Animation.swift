extension Scene {
  /// The bytes of an SVG file that shows pictures of one size one after another,
  /// again and again.
  ///
  /// What is the same in all is drawn once. Programs that do not animate, and
  /// readers who asked their system for less motion, see the first picture.
  ///
  /// - Parameters:
  ///   - frames: at least one; the first says size, title and page.
  ///   - seconds: how long each is shown.
  package static func animation(
    _ frames: [Scene], seconds: Double,
    metadata: PictureMetadata = PictureMetadata()
  ) -> [UInt8] {
    precondition(!frames.isEmpty, "an animation of no pictures")
    var writer = SVGWriter()
    writer.begin(frames[0], unit: .pixel, metadata: metadata)
    writer.add(timing(frames.count, seconds: seconds))
    let counts = Set(frames.map(\.elements.count))
    if counts.count == 1 {
      for place in frames[0].elements.indices {
        writer.add(alternatives: frames.map { [$0.elements[place]] })
      }
    } else {
      writer.add(alternatives: frames.map(\.elements))
    }
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
  /// Elements that take turns, or once what is the same in all turns.
  fileprivate mutating func add(alternatives frames: [[Scene.Element]]) {
    guard frames.contains(where: { $0 != frames[0] }) else {
      for element in frames[0] { add(element) }
      return
    }
    for (k, elements) in frames.enumerated() {
      add(
        "<g class=\"frame frame\(k)\""
          + (k == 0 ? ">" : " visibility=\"hidden\">"))
      for element in elements { add(element) }
      add("</g>")
    }
  }
}
