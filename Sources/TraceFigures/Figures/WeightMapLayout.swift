import Drawing
import LSTMCore

/// Draws a weight map: a grid of blocks with separators, gates downward.
struct WeightMapLayout<Measure: TextMeasure> {
  private let map: WeightMap
  private let style: FigureStyle
  private let measure: Measure
  private let scale: ValueScale
  private let left: Double
  private let columnWidth: Double
  private let rowHeight: Double

  init(_ map: WeightMap, style: FigureStyle, measure: Measure) {
    (self.map, self.style, self.measure) = (map, style, measure)
    scale = .fitted(to: map.values)
    left = (style.margin + 2.4 * style.axisText + 2.6 * style.smallText)
      .rounded()
    let sources = Self.sources(of: map)
    let columns = Double(sources.reduce(0) { $0 + $1.columns })
    let gaps = Double(max(0, sources.count - 1)) * Self.gap(style)
    let fitting =
      (style.width - left - style.margin - gaps) / max(1, columns)
    let units = Double(map.gates.map(\.rows).min() ?? 1)
    let wide = min(fitting, 2 * style.numberedCell)
    // Each gate's block is as tall as its name is long.
    let names = map.gates.map {
      measure.width(of: Text($0.name, size: style.axisText))
    }
    let least = ((names.max() ?? 0) - Self.gap(style) + 6) / units
    let tall = max(
      least, min(max(style.panelHeight / units, 0.6), wide * 1.5))
    columnWidth = style.wholeCells && wide >= 1 ? wide.rounded(.down) : wide
    rowHeight = style.wholeCells ? max(1, tall.rounded(.up)) : tall
  }

  private static func gap(_ style: FigureStyle) -> Double {
    0.6 * style.smallText
  }

  /// What the gates read, each with the most columns that any gate has of it.
  private static func sources(
    of map: WeightMap
  ) -> [(name: String, columns: Int)] {
    var result: [(name: String, columns: Int)] = []
    for block in map.gates.flatMap(\.blocks) {
      if let index = result.firstIndex(where: { $0.name == block.source }) {
        result[index].columns = max(
          result[index].columns, block.values.columns)
      } else {
        result.append((block.source, block.values.columns))
      }
    }
    return result
  }

  /// The whole figure.
  var scene: Scene {
    let units = map.gates.map(\.rows).max() ?? 0
    var y = style.margin
    var elements = [Scene.Element.group("head", head(y: &y))]
    for gate in map.gates {
      elements.append(.group("gate \(gate.name)", self.gate(gate, y: y)))
      y += Double(gate.rows) * rowHeight + Self.gap(style)
    }
    elements.append(.group("column names", columnNames(y: &y)))
    elements.append(.group("caption", caption(y: &y)))
    return Scene(
      width: width, height: (y + style.margin).rounded(.up),
      title: "\(title) of layer \(map.layer)",
      summary: """
        \(title) of \(map.gates.map(\.name).joined(separator: ", ")): \(units) \
        units downward; columns are what each reads.
        """,
      background: style.theme.surface, elements: elements)
  }

  /// Whole cells may leave a part of the page empty, which is then cut off.
  private var width: Double {
    guard style.wholeCells, let last = places.last else { return style.width }
    let right = last.x + Double(last.source.columns) * columnWidth
    return min(
      style.width,
      max((right + style.margin).rounded(.up), 0.55 * style.width))
  }

  private var title: String { map.isGradient ? "Weight gradients" : "Weights" }

  private func head(y: inout Double) -> [Scene.Element] {
    let panel = HeatmapPanel(
      .cell, Matrix(rows: 1, columns: map.values.count, map.values),
      scale: scale)
    let legend = HeatmapLegend(panel: panel, style: style)
    let runs = [
      Text.Run(map.isGradient && style.isNarrow ? "Gradients" : title, .bold),
      Text.Run(
        "  layer \(map.layer)", Text.Run.Style(colour: style.theme.muted)),
    ]
    let height = HeatmapLegend.height(style)
    let title = Scene.Element.label(
      Label(
        Text(runs, size: style.titleText),
        at: Point(style.margin, y + height - 0.3 * style.titleText),
        colour: style.theme.ink))
    var parts: [Scene.Element] = [
      .group("title", [title]),
      .group(
        "legend",
        legend.elements(
          topRight: Point(width - style.margin, y), noted: false)),
    ]
    y += height + 2.1 * style.smallText
    for (source, x) in places {
      parts.append(
        .label(heading(of: source, x: x, baseline: y - 0.5 * style.smallText)))
    }
    return parts
  }

  /// Each source with its left edge.
  private var places: [(source: (name: String, columns: Int), x: Double)] {
    var x = left
    return Self.sources(of: map).map { source in
      defer { x += Double(source.columns) * columnWidth + Self.gap(style) }
      return (source, x)
    }
  }

  /// What a block reads, in as many words as there is room for; over a single
  /// column the word ends with it.
  private func heading(
    of source: (name: String, columns: Int), x: Double, baseline: Double
  ) -> Label {
    let width = Double(source.columns) * columnWidth
    let words = words(source.name, columns: source.columns)
    let text =
      words.first { measure.width(of: style.small($0)) <= width }
      ?? words[words.count - 1]
    let isWide = measure.width(of: style.small(text)) > width
    return Label(
      style.small(text), at: Point(isWide ? x + width : x, baseline),
      anchor: isWide ? .end : .start, colour: style.theme.muted)
  }

  /// Names of a source, the longest first.
  private func words(_ source: String, columns: Int) -> [String] {
    let units = map.gates.map(\.rows).max() ?? 0
    return switch source {
    // Where the gates feed back, h is not all that is read of the past.
    case "recurrent" where columns > units:
      ["from the step before (U)", "step before U", "U"]
    case "character": ["from the character (W·E)", "character W·E", "W·E"]
    case "input": ["from the input (W)", "input W", "W"]
    case "recurrent": ["from the hidden state (U)", "hidden state U", "U"]
    case "bias": ["bias", "b"]
    case "inner bias": ["inner bias", "d"]
    case "peephole": ["peephole", "p"]
    case "output": ["from the units' output (W_h)", "output W_h", "W_h"]
    case "memory": ["from the memory (W_o)", "memory W_o", "W_o"]
    default: [source]
    }
  }

  private func gate(_ gate: WeightMap.Gate, y: Double) -> [Scene.Element] {
    let height = Double(gate.rows) * rowHeight
    var parts: [Scene.Element] = [
      .label(
        Label(
          Text(gate.name, size: style.axisText),
          at: Point(style.margin + 0.9 * style.axisText, y + height / 2),
          anchor: .middle, colour: style.theme.ink, rotation: -90))
    ]
    for block in gate.blocks {
      guard let place = places.first(where: { $0.source.name == block.source })
      else { continue }
      // What reads h alone stands under h, the last part of what others read.
      let spare =
        block.source == "recurrent"
        ? place.source.columns - block.values.columns : 0
      let frame = Rect(
        x: place.x + Double(spare) * columnWidth, y: y,
        width: Double(block.values.columns) * columnWidth,
        height: height)
      parts.append(.cells(image(of: block), frame))
      parts.append(.rectangle(frame, .line(style.theme.hairline, width: 0.75)))
    }
    return parts + unitLabels(gate.rows, y: y) + deadMarks(of: gate, y: y)
  }

  /// What columns are called, under the lowest gate: characters upright, words
  /// turned; none where they have no room.
  private func columnNames(y: inout Double) -> [Scene.Element] {
    var (elements, depth) = ([Scene.Element](), 0.0)
    for place in places {
      guard let names = map.columnNames[place.source.name],
        names.count == place.source.columns
      else { continue }
      let areCharacters = names.allSatisfy { $0.count == 1 }
      let room = (areCharacters ? 1.5 : 0.8) * columnWidth
      guard room >= style.minimumText else { continue }
      let size = min(style.smallText, room)
      for (column, name) in names.enumerated() {
        let middle = place.x + (Double(column) + 0.5) * columnWidth
        elements.append(
          .label(
            areCharacters
              ? character(name, at: Point(middle, y + size), size: size)
              : Label(
                Text(name, size: size),
                at: Point(middle + FigureStyle.drop(size), y), anchor: .end,
                colour: style.theme.ink, rotation: -90)))
        depth = max(
          depth,
          areCharacters
            ? 1.3 * size : measure.width(of: Text(name, size: size)))
      }
    }
    y += depth
    return elements
  }

  private func character(
    _ name: String, at place: Point, size: Double
  ) -> Label {
    let (text, colour) =
      switch StepLabel(name, measure: measure) {
      case .character(let text): (text, style.theme.ink)
      case .standIn(let text): (text, style.theme.muted)
      case .boxed: ("□", style.theme.muted)
      }
    return Label(
      StepLabel.text(text, size: size), at: place, anchor: .middle,
      colour: colour)
  }

  private func image(of block: WeightMap.Block) -> CellImage {
    let map = scale.map(in: style.theme)
    return CellImage(
      columns: block.values.columns, rows: block.values.rows,
      palette: map.levels + [style.theme.invalid],
      cells: block.values.elements.map { value in
        value.isFinite
          ? UInt8(map.level(of: scale.share(of: value)))
          : UInt8(ColourMap.levelCount)
      })
  }

  private func unitLabels(_ units: Int, y: Double) -> [Scene.Element] {
    var every = 1
    while Double(every) * rowHeight < 1.35 * style.smallText { every *= 2 }
    return stride(from: 0, to: units, by: every).map { unit in
      .label(
        Label(
          style.small("\(unit)"),
          at: Point(
            left - 0.6 * style.smallText,
            y + (Double(unit) + 0.5) * rowHeight
              + FigureStyle.drop(style.smallText)), anchor: .end,
          colour: style.theme.muted))
    }
  }

  /// A mark beside every row of zeros.
  private func deadMarks(
    of gate: WeightMap.Gate, y: Double
  ) -> [Scene.Element] {
    map.deadUnits(of: gate).map { unit in
      .rectangle(
        Rect(
          x: left - 0.4 * style.smallText, y: y + Double(unit) * rowHeight,
          width: 0.3 * style.smallText, height: max(1, rowHeight)),
        .fill(style.theme.invalid))
    }
  }

  private func caption(y: inout Double) -> [Scene.Element] {
    let dead = map.gates.reduce(0) { $0 + map.deadUnits(of: $1).count }
    let panel = HeatmapPanel(
      .cell, Matrix(rows: 1, columns: map.values.count, map.values),
      scale: scale)
    var notes = map.notes
    if let clipped = panel.clippingNote { notes.append(clipped) }
    let invalid = panel.invalidCount
    if invalid > 0 { notes.append("\(invalid) not a finite number (magenta)") }
    notes.append(
      dead == 0
        ? "no row is all zeros"
        : "\(dead) rows of zeros, marked at the left")
    return style.paragraph(
      notes.joined(separator: "  ·  "), x: left,
      width: width - left - style.margin, leading: 1.3, y: &y, measure: measure
    ).map(Scene.Element.label)
  }
}
