import Drawing
import Wording

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
    notes += columnNotes
    notes += figure.panels.filter { !$0.absentRows.isEmpty }.map { panel in
      "\(panel.quantity.symbol) is a projection: its values are no units, and "
        + "there are fewer"
    }
    notes += scaleNotes
    let invalid = figure.panels.reduce(0) { $0 + $1.invalidCount }
    if invalid > 0 {
      let cells = invalid == 1 ? "1 cell is" : "\(invalid) cells are"
      notes.append("\(cells) not a finite number (magenta)")
    }
    if figure.timeline.labels.contains(where: \.isRightToLeft) {
      notes.append("reading order is time order, left to right")
    }
    return notes + figure.notes
  }

  /// Where scales come from that a quantity itself does not have.
  private var scaleNotes: [String] {
    var notes: [String] = []
    let fitted = figure.panels.filter { $0.isFitted && !$0.isChange }
      .map(\.quantity.symbol)
    if !fitted.isEmpty {
      let whose =
        fitted.count == figure.panels.count
        ? "" : " of " + fitted.joined(separator: ", ")
      notes.append("colours\(whose) fitted to what is shown")
    }
    let byUnit = figure.panels.filter { $0.rowLimits != nil }
      .map(\.quantity.symbol)
    if !byUnit.isEmpty {
      notes.append(
        "\(byUnit.joined(separator: ", ")): each unit in a scale of its own")
    }
    let own = figure.panels.filter { $0.scaleSource == .model }
      .map(\.quantity.symbol)
    if !own.isEmpty {
      notes.append(
        "colours of \(own.joined(separator: ", ")) as in every heatmap of this "
          + "model")
    }
    return notes
  }

  /// What is to be said of the columns.
  private var columnNotes: [String] {
    let timeline = figure.timeline
    var notes: [String] = []
    if timeline.stepsPerColumn > 1 || timeline.group != nil {
      notes.append(
        "1 column = "
          + counted(timeline.stepsPerColumn, timeline.group?.rawValue ?? "step")
          + ": " + figure.aggregation.words)
    }
    if let note = SeriesLanes(timeline, style: .screen)?.note {
      notes.append(note)
    }
    if let axisNote { notes.append(axisNote) }
    return notes
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
