import Drawing
import Wording

/// The axis along which a text was read: its characters, one a column, and
/// the numbers of the steps.
struct TimeAxis {
  private let timeline: Timeline
  private let grid: HeatmapGrid
  private let style: FigureStyle
  private let labels: [StepLabel]
  private let characterSize: Double
  /// Every how many columns have their label: each of a text has its character,
  /// or there is no room for characters and words stand where they begin.
  let labelledEvery: Int
  /// The labels of rows that are drawn, by column.
  private let rowLabels: [(column: Int, text: String)]
  private let words: [(column: Int, text: String)]
  /// How many steps from one number to the next.
  let interval: Int
  private let characterHeight: Double
  private let brackets: [Range<Int>]
  /// Whether steps read rows of numbers or words, whose labels stand upright.
  private let readsRows: Bool

  /// On which side of the cells the axis is.
  enum Side { case above, below }

  init(
    _ timeline: Timeline, grid: HeatmapGrid, style: FigureStyle,
    measure: some TextMeasure
  ) {
    (self.timeline, self.grid, self.style) = (timeline, grid, style)
    readsRows = timeline.isOfRows || timeline.readsWords
    if readsRows {
      labels = []
      characterSize = style.smallText
      labelledEvery = Self.tidy(
        atLeast: 1.6 * style.smallText / grid.columnWidth)
      rowLabels = RowLabel.placed(timeline.labels, every: labelledEvery)
      characterHeight =
        rowLabels.map { RowLabel.length($0.text, style, measure) }.max() ?? 0
      interval = Self.interval(timeline, grid, style)
      (brackets, words) = ([], [])
      return
    }
    var known: [String: StepLabel] = [:]
    let labels = timeline.labels.map { character in
      if let label = known[character] { return label }
      let label = StepLabel(character, measure: measure)
      known[character] = label
      return label
    }
    self.labels = labels
    let fitting =
      grid.columnWidth / Self.widest(of: labels, measure: measure)
    // Characters that are not neighbours stand apart, lest they read as words.
    let hasRoom =
      fitting >= style.minimumText && timeline.stepsPerColumn == 1
    labelledEvery = hasRoom ? 1 : max(2, labels.count)
    characterSize =
      hasRoom ? min(style.characterText, fitting) : style.minimumText
    rowLabels = []
    words =
      hasRoom || timeline.stepsPerColumn > 1
      ? []
      : AxisWords.placed(
        labels, columnWidth: grid.columnWidth, size: characterSize,
        measure: measure)
    let boxed = (hasRoom ? labels : []).compactMap { label in
      if case .boxed(let text) = label { text.count } else { nil }
    }.max()
    characterHeight = max(
      1.3 * characterSize,
      boxed.map { 0.62 * Double($0) * style.minimumText + 7 } ?? 0)
    interval = Self.interval(timeline, grid, style)
    brackets =
      hasRoom
      ? Self.clusters(of: timeline.labels) : []
  }

  /// How many steps from one number to the next, with room for each.
  private static func interval(
    _ timeline: Timeline, _ grid: HeatmapGrid, _ style: FigureStyle
  ) -> Int {
    let room = 3.2 * style.smallText / grid.columnWidth
    return tidy(
      atLeast: max(
        room * Double(timeline.stepsPerColumn), timeline.stepCount > 40 ? 10 : 1
      ))
  }

  /// How much room the axis takes beside the cells.
  var depth: Double {
    characterHeight + bracketHeight + 1.3 * style.smallText + 3
  }

  private var bracketHeight: Double { brackets.isEmpty ? 0 : 5 }

  /// What to draw beside cells whose edge is at `edge`.
  func elements(_ side: Side, edge: Double) -> [Scene.Element] {
    let characters = side == .below ? edge + 3 : edge - 3 - characterHeight
    let bracket =
      side == .below
      ? characters + characterHeight + 2 : characters - 2
    let numbers =
      side == .below
      ? characters + characterHeight + bracketHeight + style.smallText
      : characters - bracketHeight - 0.3 * style.smallText
    return characterElements(top: characters, side)
      + brackets.map { self.bracket($0, y: bracket, side) }
      + numberElements(baseline: numbers)
  }

  /// Where thin rules go through the cells, from the left edge of the first.
  var rules: [Double] {
    numbered.filter { $0 > 0 }.map(x)
  }

  /// The steps that have a number, counted from the first one shown: round
  /// numbers of the text.
  private var numbered: StrideTo<Int> {
    let first = (interval - timeline.firstStep % interval) % interval
    return stride(from: first, to: timeline.stepCount, by: interval)
  }

  private func x(ofStep step: Int) -> Double {
    grid.left + Double(step) / Double(timeline.stepsPerColumn)
      * grid.columnWidth
  }
}

extension TimeAxis {
  private func characterElements(
    top: Double, _ side: Side
  ) -> [Scene.Element] {
    if readsRows { return rowElements(top: top, side) }
    guard labelledEvery == 1 else {
      return words.map { word in
        self.word(word.text, x: grid.cell(word.column, 0).x, top: top, side)
      }
    }
    return stride(from: 0, to: labels.count, by: labelledEvery).flatMap {
      column -> [Scene.Element] in
      let x = grid.cell(column, 0).centre.x
      switch labels[column] {
      case .character(let text):
        return [character(text, style.theme.ink, x: x, top: top, side)]
      case .standIn(let text):
        return [character(text, style.theme.muted, x: x, top: top, side)]
      case .boxed(let text): return box(text, x: x, top: top, side)
      }
    }
  }

  /// The labels of rows, upright, as many as there is room for.
  private func rowElements(top: Double, _ side: Side) -> [Scene.Element] {
    guard characterHeight > 0 else { return [] }
    return rowLabels.map { column, text in
      let drop = FigureStyle.drop(style.smallText)
      return .label(
        Label(
          style.small(text),
          at: Point(
            grid.cell(column, 0).centre.x + drop,
            side == .below ? top : top + characterHeight),
          anchor: side == .below ? .end : .start, colour: style.theme.ink,
          rotation: -90))
    }
  }

  /// What captions say of the labels; nil where every column has its own.
  var note: String? {
    guard !readsRows, labelledEvery > 1 else { return nil }
    return words.isEmpty
      ? nil : "words stand where they begin, as there is room"
  }

  private func word(
    _ text: String, x: Double, top: Double, _ side: Side
  ) -> Scene.Element {
    let baseline =
      side == .below
      ? top + 0.98 * characterSize
      : top + characterHeight - 0.27 * characterSize
    return .label(
      Label(
        StepLabel.text(text, size: characterSize), at: Point(x, baseline),
        colour: style.theme.ink))
  }

  private func character(
    _ text: String, _ colour: Colour, x: Double, top: Double, _ side: Side
  ) -> Scene.Element {
    let baseline =
      side == .below
      ? top + 0.98 * characterSize
      : top + characterHeight - 0.27 * characterSize
    return .label(
      Label(
        StepLabel.text(text, size: characterSize), at: Point(x, baseline),
        anchor: .middle, colour: colour))
  }

  /// The code point in a box, upright where there is room.
  private func box(
    _ text: String, x: Double, top: Double, _ side: Side
  ) -> [Scene.Element] {
    let size = style.minimumText
    let length = 0.62 * Double(text.count) * size + 4
    let isUpright = length <= Double(labelledEvery) * grid.columnWidth - 2
    let (width, height) =
      isUpright
      ? (length, 1.25 * size)
      : (min(1.2 * size, grid.columnWidth * Double(labelledEvery)), length)
    let middle =
      side == .below
      ? top + 1 + height / 2 : top + characterHeight - 1 - height / 2
    let drop = FigureStyle.drop(size)
    return [
      .rectangle(
        Rect(around: Point(x, middle), width: width - 1, height: height),
        radius: 1.5, .line(style.theme.hairline, width: 0.75)),
      .label(
        Label(
          Text(text, size: size, .monospaced),
          at: isUpright ? Point(x, middle + drop) : Point(x + drop, middle),
          anchor: .middle, colour: style.theme.muted,
          rotation: isUpright ? 0 : -90)),
    ]
  }

  private func bracket(
    _ columns: Range<Int>, y: Double, _ side: Side
  ) -> Scene.Element {
    let (left, right) = (
      grid.cell(columns.lowerBound, 0).x + 1.5,
      grid.cell(columns.upperBound - 1, 0).maxX - 1.5
    )
    let foot = side == .below ? y - 3 : y + 3
    let path = Path([
      Point(left, foot), Point(left, y), Point(right, y), Point(right, foot),
    ])
    return .path(path, .line(style.theme.muted, width: 1))
  }

  private func numberElements(baseline: Double) -> [Scene.Element] {
    numbered.map { step in
      let number = "\(timeline.firstStep + step)"
      // A digit is 0.64 of its size wide; the last number stays on the page.
      let half = 0.32 * style.smallText * Double(number.count)
      let middle = min(
        x(ofStep: step) + grid.columnWidth / 2,
        max(grid.frame.maxX, style.width - style.margin) - half)
      return .label(
        Label(
          style.small(number), at: Point(middle, baseline), anchor: .middle,
          colour: style.theme.muted))
    }
  }

  /// 1, 2 or 5 times a power of ten.
  static func tidy(atLeast value: Double) -> Int {
    value <= 1 ? 1 : Int(clamping: ValueScale.oneTwoFive(atLeast: value))
  }

  /// The widest character, as a share of its size.
  private static func widest(
    of labels: [StepLabel], measure: some TextMeasure
  ) -> Double {
    Set(labels).map { label in
      switch label {
      case .character(let text), .standIn(let text):
        StepLabel.breadth(of: text, measure: measure)
      // Upright digits side by side need their height.
      case .boxed: 0.75
      }
    }.max() ?? 0.6
  }

  /// The columns of characters that readers see as one, such as an emoji made
  /// of several, or a letter and its accent.
  private static func clusters(of characters: [String]) -> [Range<Int>] {
    guard characters.allSatisfy({ $0.unicodeScalars.count == 1 }) else {
      return []
    }
    var start = 0
    return characters.joined().compactMap { character in
      let end = start + character.unicodeScalars.count
      defer { start = end }
      return end - start > 1 && !character.isWhitespace ? start..<end : nil
    }
  }
}
