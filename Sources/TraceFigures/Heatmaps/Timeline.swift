import LSTMCore

/// What the columns of a figure read, and which steps they are.
package struct Timeline: Equatable, Sendable {
  /// What the first step of each column read: a character, or the label of a
  /// row; of columns of words or lines all that they read.
  package var labels: [String]
  /// The rows of numbers that were read, one a step; nil for a text.
  package var rows: Series? { didSet { isOfRows = rows != nil || isOfRows } }
  /// Whether rows were read, drawn or not.
  package var isOfRows = false
  /// What was predicted after each row, in its own units; nil where nothing is.
  package var predicted: Series?
  /// The columns that are predicted, by their names among those read.
  package var targets: Set<String> = []
  /// What a column holds where that is no number of steps; columns then count as
  /// steps.
  package var group: StepGroup?
  /// What the panels below add up to at every step; nil where that is not drawn.
  package var sums: Series?
  /// How many steps were read.
  package var stepCount: Int
  /// How many steps share a column, which shows their mean.
  package var stepsPerColumn = 1
  /// Which step of the text is the first one shown.
  package var firstStep = 0

  /// A column for each element read.
  package init(_ read: InputSequence, firstStep: Int = 0) {
    (labels, rows) = (read.labels, read.series)
    isOfRows = read.series != nil
    (stepCount, self.firstStep) = (read.count, firstStep)
  }

  /// A column for each character.
  package init(characters: [String]) {
    (labels, stepCount) = (characters, characters.count)
  }

  /// How many columns there are.
  var count: Int { labels.count }

  /// Whether most of what was read has several characters: words, or parts of
  /// them.
  var readsWords: Bool {
    guard group == nil else { return true }
    return !isOfRows
      && 2 * labels.count { $0.unicodeScalars.count > 1 } > count
  }

  /// What a step reads, in a word.
  var noun: String {
    if let group { return group.rawValue }
    return !isOfRows ? readsWords ? "symbol" : "character" : "row"
  }

  /// The title of the axis.
  var title: String {
    if group != nil { return "\(noun) read" }
    guard isOfRows else { return "time step (\(noun) read)" }
    return labels.contains { !$0.isEmpty }
      ? "time step (label of the row read)" : "time step (row read)"
  }

  /// What was read, for people who do not see the figure.
  var summary: String {
    if let rows {
      let read =
        "Above them the rows read, a line per column: "
        + rows.columns.joined(separator: ", ") + "."
      guard let predicted else { return read }
      return read + " Below those what is predicted: "
        + predicted.columns.joined(separator: ", ") + "."
    }
    let text = labels.joined(separator: readsWords ? " " : "")
    let shown = text.count > 200 ? text.prefix(200) + "…" : text
    return "The text read: “\(shown)”"
  }

  /// The same with so many columns merged into one.
  func merged(by columns: Int) -> Timeline {
    var result = self
    result.stepsPerColumn = stepsPerColumn * columns
    result.labels = stride(from: 0, to: count, by: columns).map { labels[$0] }
    return result
  }

  /// How many steps a column holds.
  func steps(inColumn column: Int) -> Int {
    max(1, min(stepsPerColumn, stepCount - column * stepsPerColumn))
  }
}
