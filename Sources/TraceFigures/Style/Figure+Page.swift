import Drawing

// What all figures have in common when they are put on a page: parts left out,
// letters for panels, a height not to be passed. A figure names its parts, as
// groups of its scene: `title`, `caption`, `legend`, and `panel …` for each of
// its panels.

extension Figure {
  /// The picture without what the style leaves out, and closed up.
  package func page(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    var hidden = style.hidden
    if style.title != nil { hidden.insert(.title) }
    return scene(style: style, measure: measure)
      .without(hidden, margin: style.margin, measure: measure)
  }

  /// The picture as it is written: as `page`, its panels lettered where the
  /// style says so, and as tall as the style allows or, where its text alone
  /// takes more, a little taller.
  package func finished(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    func scene(_ stretch: Double) -> Scene {
      var style = style
      style.stretch = stretch
      style.panelHeight *= stretch
      let page = page(style: style, measure: measure)
        .titled(style, measure: measure)
      return style.isLettered ? page.lettered(style) : page
    }
    let full = scene(style.stretch)
    guard let height = style.height, full.height > height else { return full }
    // The largest share that fits, to a hundredth.
    var (low, high) = (0.05, 1.0)
    var best = scene(low)
    guard best.height <= height else { return best }
    for _ in 0..<7 {
      let middle = (low + high) / 2
      let trial = scene(middle)
      if trial.height <= height {
        (low, best) = (middle, trial)
      } else {
        high = middle
      }
    }
    return best
  }
}

extension Scene {
  /// The scene without groups of those names, moved up and cut where they were.
  func without(
    _ hidden: Set<FigureStyle.Furnishing>, margin: Double,
    measure: some TextMeasure
  ) -> Scene {
    guard !hidden.isEmpty else { return self }
    let names = Set(hidden.map(\.rawValue))
    var result = self
    result.elements = elements.compactMap { $0.without(names) }
    guard let extent = result.extent(measure: measure) else { return result }
    result.elements = result.elements.map {
      $0.moved(by: Point(0, margin - extent.y))
    }
    result.height = (extent.height + 2 * margin).rounded(.up)
    return result
  }

  /// The scene under the style's own title, in lines where that is long.
  func titled(_ style: FigureStyle, measure: some TextMeasure) -> Scene {
    guard let title = style.title else { return self }
    func text(_ line: String) -> Text {
      Text(line, size: style.titleText, .bold)
    }
    let lines = TextWrapping.lines(
      title, width: width - 2 * style.margin, measure: measure, text: text)
    let height = 1.25 * style.titleText * Double(lines.count)
    var result = self
    result.title = title
    result.height += height.rounded(.up)
    result.elements =
      lines.enumerated().map { index, line in
        .label(
          Label(
            text(line),
            at: Point(
              style.margin,
              style.margin + style.titleText * (0.9 + 1.25 * Double(index))),
            colour: style.theme.ink))
      } + elements.map { $0.moved(by: Point(0, height.rounded(.up))) }
    return result
  }

  /// The scene with a letter before the title of each panel, or over it where it
  /// has none.
  func lettered(_ style: FigureStyle) -> Scene {
    var result = self
    var next = UInt8(ascii: "a")
    result.elements = elements.map { $0.lettered(style, next: &next) }
    return result
  }

  /// The least rectangle around everything drawn; nil where nothing is.
  package func extent(measure: some TextMeasure) -> Rect? {
    elements.flatMap(\.flattened).compactMap { $0.box(measure: measure) }
      .reduce(nil) { sum, box in
        guard let sum else { return box }
        let (x, y) = (min(sum.x, box.x), min(sum.y, box.y))
        return Rect(
          x: x, y: y, width: max(sum.maxX, box.maxX) - x,
          height: max(sum.maxY, box.maxY) - y)
      }
  }
}

extension Scene.Element {
  fileprivate func without(_ names: Set<String>) -> Scene.Element? {
    guard case .group(let name, let elements) = self else { return self }
    return names.contains(name)
      ? nil : .group(name, elements.compactMap { $0.without(names) })
  }

  fileprivate func lettered(
    _ style: FigureStyle, next: inout UInt8
  ) -> Scene.Element {
    guard case .group(let name, var elements) = self else { return self }
    guard name.hasPrefix("panel") else {
      return .group(name, elements.map { $0.lettered(style, next: &next) })
    }
    let letter = String(UnicodeScalar(next))
    next = next < UInt8(ascii: "z") ? next + 1 : UInt8(ascii: "a")
    for index in elements.indices {
      guard case .label(var label) = elements[index],
        label.text.runs.contains(where: \.style.isBold)
      else { continue }
      label.text.runs.insert(Text.Run(letter + "  ", .bold), at: 0)
      elements[index] = .label(label)
      return .group(name, elements)
    }
    return .group(name, [corner(letter, style)].compactMap { $0 } + elements)
  }

  /// A letter over the upper left corner of what is drawn.
  private func corner(
    _ letter: String, _ style: FigureStyle
  ) -> Scene.Element? {
    let boxes = flattened.compactMap { element -> Rect? in
      if case .rectangle(let rect, _, _) = element { rect } else { nil }
    }
    guard let x = boxes.map(\.x).min(), let y = boxes.map(\.y).min() else {
      return nil
    }
    return .label(
      Label(
        Text(letter, size: style.axisText, .bold),
        at: Point(x - 2.6 * style.smallText, y - 0.5 * style.smallText),
        colour: style.theme.ink))
  }

  /// The rectangle around what is drawn; nil for a group.
  fileprivate func box(measure: some TextMeasure) -> Rect? {
    func widened(_ rect: Rect, _ paint: Paint) -> Rect {
      rect.inset(by: -(paint.stroke?.width ?? 0) / 2)
    }
    switch self {
    case .rectangle(let rect, _, let paint): return widened(rect, paint)
    case .ellipse(let rect, let paint): return widened(rect, paint)
    case .path(let path, let paint):
      let (xs, ys) = (path.points.map(\.x), path.points.map(\.y))
      guard let left = xs.min(), let right = xs.max(), let top = ys.min(),
        let bottom = ys.max()
      else { return nil }
      return widened(
        Rect(x: left, y: top, width: right - left, height: bottom - top), paint)
    case .label(let label): return measure.box(of: label)
    case .cells(_, let rect): return rect
    case .group: return nil
    }
  }
}
