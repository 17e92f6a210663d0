extension Scene {
  /// The text of an SVG file, written straight from the scene so that its
  /// text stays text.
  func svg(unit: LengthUnit, metadata: PictureMetadata) -> String {
    var writer = SVGWriter()
    writer.begin(self, unit: unit, metadata: metadata)
    for element in elements { writer.add(element) }
    writer.add("</svg>")
    return writer.text
  }
}

extension Scene {
  /// What tells its names from those of another scene on the same page: the
  /// FNV-1a hash of its words and size.
  fileprivate var mark: String {
    let words = "\(title)\n\(summary)\n\(width)\n\(height)"
    let hash = words.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}

/// Collects the lines of an SVG file.
struct SVGWriter {
  private(set) var text = ""

  /// The beginning of a file, with a scene's size, words and page.
  mutating func begin(
    _ scene: Scene, unit: LengthUnit, metadata: PictureMetadata
  ) {
    let (width, height) = (scene.width.plain, scene.height.plain)
    let suffix = unit == .point ? "pt" : ""
    add(
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)\(suffix)" \
      height="\(height)\(suffix)" viewBox="0 0 \(width) \(height)" role="img" \
      aria-labelledby="title-\(scene.mark) summary-\(scene.mark)">
      <title id="title-\(scene.mark)">\(scene.title.escaped)</title>
      <desc id="summary-\(scene.mark)">\(scene.summary.escaped)</desc>
      <metadata>
      """)
    for (keyword, value) in metadata.entries {
      add("\(keyword): \(value)".escaped)
    }
    add("</metadata>")
    add(.rectangle(scene.bounds, .fill(scene.background)))
  }

  mutating func add(_ line: String) {
    text += line
    text += "\n"
  }

  mutating func add(_ element: Scene.Element) {
    switch element {
    case .rectangle(let rect, let radius, let paint):
      let corners = radius > 0 ? " rx=\"\(radius.plain)\"" : ""
      add("<rect\(rect.attributes)\(corners)\(paint.attributes)/>")
    case .ellipse(let rect, let paint):
      let (middle, size) = (rect.centre, (rect.width / 2, rect.height / 2))
      add(
        "<ellipse cx=\"\(middle.x.plain)\" cy=\"\(middle.y.plain)\" "
          + "rx=\"\(size.0.plain)\" ry=\"\(size.1.plain)\""
          + "\(paint.attributes)/>")
    case .path(let path, let paint):
      add("<path d=\"\(path.data)\"\(paint.attributes)/>")
    case .label(let label): add(label.element)
    case .cells(let image, let rect): add(image, in: rect)
    case .group(let name, let elements):
      add("<g data-name=\"\(name.escaped)\">")
      for element in elements { add(element) }
      add("</g>")
    }
  }

  private mutating func add(_ image: CellImage, in rect: Rect) {
    guard image.cells.count <= mostCellRectangles else {
      let image = image.enlarged
      let file = PNGFile(width: image.columns, height: image.rows)
        .encoded(indices: image.cells, palette: image.palette)
      add(
        "<image\(rect.attributes) preserveAspectRatio=\"none\" "
          + "style=\"image-rendering:pixelated\" "
          + "href=\"data:image/png;base64,\(Data(file).base64EncodedString())\"/>"
      )
      return
    }
    let width = rect.width / Double(image.columns)
    let height = rect.height / Double(image.rows)
    add("<g shape-rendering=\"crispEdges\">")
    for span in image.spans {
      let cell = Rect(
        x: rect.x + Double(span.columns.lowerBound) * width,
        y: rect.y + Double(span.row) * height,
        width: Double(span.columns.count) * width, height: height)
      add("<rect\(cell.attributes) fill=\"\(span.colour.hex)\"/>")
    }
    add("</g>")
  }
}

extension Rect {
  fileprivate var attributes: String {
    " x=\"\(x.plain)\" y=\"\(y.plain)\" width=\"\(width.plain)\" "
      + "height=\"\(height.plain)\""
  }
}

extension Paint {
  fileprivate var attributes: String {
    var result = fill.map { $0.attributes("fill") } ?? " fill=\"none\""
    guard let stroke else { return result }
    result += stroke.colour.attributes("stroke")
    result += " stroke-width=\"\(stroke.width.plain)\""
    result += " stroke-linejoin=\"round\""
    if !stroke.dash.isEmpty {
      let dash = stroke.dash.map(\.plain).joined(separator: " ")
      result += " stroke-dasharray=\"\(dash)\""
    }
    return result
  }
}

extension Colour {
  fileprivate func attributes(_ name: String) -> String {
    let opacity = (Double(alpha) / 255).plain
    return " \(name)=\"\(hex)\""
      + (alpha == 255 ? "" : " \(name)-opacity=\"\(opacity)\"")
  }
}

extension Label {
  fileprivate var element: String {
    let (x, y) = (position.x.plain, position.y.plain)
    let turn =
      rotation == 0
      ? "" : " transform=\"rotate(\(rotation.plain) \(x) \(y))\""
    return "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(text.size.plain)\" "
      + "text-anchor=\"\(anchor)\"\(colour.attributes("fill"))\(turn) "
      + "xml:space=\"preserve\">\(text.spans)</text>"
  }
}

extension Text {
  /// The runs as `tspan`s. SVG shifts the pen, and everything after, so each
  /// run shifts back what the one before shifted.
  fileprivate var spans: String {
    var shift = 0.0
    return runs.map { run in
      let wanted = -run.style.script.rise * size
      defer { shift = wanted }
      return run.span(size: size, shift: wanted - shift)
    }.joined()
  }
}

extension Text.Run {
  fileprivate func span(size: Double, shift: Double) -> String {
    var attributes = " font-family=\"\(style.family.stack)\""
    if shift != 0 { attributes += " dy=\"\(shift.plain)\"" }
    if style.script != .normal {
      attributes += " font-size=\"\((size * style.script.scale).plain)\""
    }
    if style.isItalic { attributes += " font-style=\"italic\"" }
    if style.isBold { attributes += " font-weight=\"bold\"" }
    if let colour = style.colour { attributes += colour.attributes("fill") }
    return "<tspan\(attributes)>\(string.escaped)</tspan>"
  }
}

extension String {
  /// The text with XML's own characters replaced.
  fileprivate var escaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Control characters cannot stand in XML at all.
      case "\u{0}"..<" " where scalar != "\n" && scalar != "\t":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
