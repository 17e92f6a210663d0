import Drawing

/// What a reader must be told under a heatmap: what was averaged, left out or
/// could not be shown.
struct HeatmapNotes {
  private let figure: GateHeatmaps
  private let axisNote: String?
  private let isNarrow: Bool
  private let listsClipping: Bool

  /// - Parameters:
  ///   - axisNote: what is to be said of the labels along the axis.
  ///   - isNarrow: whether titles leave out the layer.
  ///   - listsClipping: whether legends leave out what they clip.
  init(
    _ figure: GateHeatmaps, axisNote: String?, isNarrow: Bool,
    listsClipping: Bool
  ) {
    (self.figure, self.axisNote) = (figure, axisNote)
    (self.isNarrow, self.listsClipping) = (isNarrow, listsClipping)
  }

  /// The notes, broken into lines of at most the given width.
  func lines(
    width: Double, style: FigureStyle, measure: some TextMeasure
  ) -> [String] {
    var lines: [String] = []
    for note in notes {
      let longer = lines.last.map { $0 + "  ·  " + note }
      if let longer, measure.width(of: style.small(longer)) <= width {
        lines[lines.count - 1] = longer
      } else {
        lines += TextWrapping.lines(
          note, width: width, measure: measure, text: style.small)
      }
    }
    return lines
  }

  private var notes: [String] {
    var notes: [String] = figure.orderNote.map { [$0] } ?? []
    if isNarrow, let layer = figure.layerName { notes.append(layer) }
    if figure.direction == .reverse {
      notes.append(
        "read from the last character to the first; each column stands under "
          + "the character that it read")
    }
    if listsClipping {
      notes += figure.panels.compactMap { panel in
        panel.clippingNote.map { "\(panel.quantity.symbol) \($0)" }
      }
    }
    let timeline = figure.timeline
    let lanes = SeriesLanes(timeline, style: .screen)
    if timeline.stepsPerColumn > 1 {
      notes.append(
        "1 column = \(timeline.stepsPerColumn) steps: "
          + figure.aggregation.words)
    }
    if let note = lanes?.note { notes.append(note) }
    if let axisNote { notes.append(axisNote) }
    notes += figure.panels.filter { !$0.absentRows.isEmpty }.map { panel in
      "empty rows: \(panel.quantity.symbol) has fewer values than there are units"
    }
    let fitted = figure.panels.filter { $0.isFitted && !$0.isChange }
      .map(\.quantity.symbol)
    if !fitted.isEmpty {
      notes.append(
        "colours of \(fitted.joined(separator: ", ")) fitted to what is shown")
    }
    let invalid = figure.panels.reduce(0) { $0 + $1.invalidCount }
    if invalid > 0 {
      let cells = invalid == 1 ? "1 cell is" : "\(invalid) cells are"
      notes.append("\(cells) not a finite number (magenta)")
    }
    if timeline.labels.contains(where: \.isRightToLeft) {
      notes.append("reading order is time order, left to right")
    }
    return notes + figure.notes
  }
}

extension String {
  /// Whether any letter belongs to a script written from right to left.
  var isRightToLeft: Bool {
    unicodeScalars.contains { scalar in
      (0x0590...0x08FF).contains(scalar.value)
        || (0xFB1D...0xFDFF).contains(scalar.value)
        || (0xFE70...0xFEFC).contains(scalar.value)
    }
  }
}
