import Drawing
import LSTMCore

/// A text in which every character has the colour of one quantity of one unit
/// at the step that read it: blue positive, orange negative, dark to bright
/// closed to open.
///
///     var text = ColouredText(.cell, layer: 0, unit: 3)
///     for (character, step) in reading {
///       text.add(String(character), value: step[0][.cell][3])
///     }
///     let scene = text.scene(measure: Typesetter())
package struct ColouredText: Equatable, Figure {
  /// What is shown.
  package let quantity: Quantity
  /// The layer of the unit.
  package let layer: Int
  /// The unit.
  package let unit: Int
  private let range: Quantity.Range?
  /// What was read, in order.
  package private(set) var cells: [Cell] = []

  /// One character that was read.
  package struct Cell: Equatable, Sendable {
    /// What the step read.
    package var character: String
    /// The unit's value after it.
    package var value: Double
    /// The likeliest next characters, the likeliest first.
    package var next: [Guess]
    /// Whether a line is drawn under it.
    package var isMarked = false
    /// Which step it is, where that is not its place among the cells.
    package var step: Int?
  }

  /// A character that may come next.
  package struct Guess: Equatable, Sendable {
    /// The character.
    package var character: String
    /// How likely it is.
    package var probability: Double

    /// A guess of the given parts.
    package init(_ character: String, probability: Double) {
      (self.character, self.probability) = (character, probability)
    }
  }

  /// Where the colours end, on either side of 0; nil to fit them to the values.
  package var limit: Double?
  /// Whether they end there in every picture of the unit.
  package var isOwnLimit = false
  /// What colours mean that are not values of a unit; or nil.
  package var subject: Subject?

  /// What is shown of each character that is no value of a unit.
  package struct Subject: Equatable, Sendable {
    /// In a few words, such as `surprise, nats`.
    package var words: String
    /// Which numbers the colours stand for.
    package var scale: ValueScale

    /// A subject of the given parts.
    package init(_ words: String, scale: ValueScale) {
      (self.words, self.scale) = (words, scale)
    }
  }

  /// What a line under characters means; nil where none is drawn.
  package var mark: String?
  /// Further notes.
  package var remarks: [String] = []

  /// A text without characters yet.
  ///
  /// - Parameter range: where the values lie in the cell at hand; where they
  ///   lie in an LSTM by default.
  package init(
    _ quantity: Quantity, layer: Int, unit: Int, range: Quantity.Range? = nil
  ) {
    (self.quantity, self.layer, self.unit) = (quantity, layer, unit)
    self.range = range
  }

  /// A text without characters yet, coloured by something that is no value of a
  /// unit.
  package init(_ subject: Subject) {
    self.init(.hidden, layer: 0, unit: 0)
    self.subject = subject
  }

  /// Adds a character that was read.
  package mutating func add(
    _ character: String, value: Double, step: Int? = nil, next: [Guess] = []
  ) {
    cells.append(
      Cell(character: character, value: value, next: next, step: step))
  }

  /// Adds a character of a passage that need not follow the last one.
  package mutating func add(
    _ character: String, value: Double, step: Int, isMarked: Bool
  ) {
    cells.append(
      Cell(
        character: character, value: value, next: [], isMarked: isMarked,
        step: step))
  }

  /// The step of a cell.
  func step(of index: Int) -> Int { cells[index].step ?? index }

  /// The characters that no font here can show, each once, in reading order.
  package func missingCharacters(measure: some TextMeasure) -> [String] {
    StepLabel.missing(among: cells.map(\.character), measure: measure)
  }

  /// How many guesses stand under each character.
  var guessCount: Int { cells.map(\.next.count).max() ?? 0 }

  /// The values as a panel, for its title and legend.
  var panel: HeatmapPanel {
    var panel = HeatmapPanel(
      quantity,
      Matrix(rows: cells.count, columns: 1, cells.map(\.value)), range: range,
      scale: subject?.scale ?? limit.map { .signed(limit: $0) })
    panel.scaleSource = limit == nil && subject == nil ? .values : .asked
    panel.subject = subject?.words
    return panel
  }

  /// What colours show, in words: a quantity of a unit, or the subject.
  var whose: String {
    subject?.words ?? "\(panel.words) of unit \(unit), layer \(layer)"
  }

  /// What to say of the text as a whole.
  var notes: [String] {
    var notes: [String] = mark.map { ["underlined: \($0)"] } ?? []
    let panel = panel
    if let note = panel.clippingNote { notes.append(note) }
    if panel.isFitted { notes.append("colours fitted to this text") }
    if isOwnLimit {
      notes.append("colours as in every picture of this unit by itself")
    }
    if panel.invalidCount > 0 {
      notes.append("\(panel.invalidCount) not a finite number (magenta)")
    }
    if cells.contains(where: \.character.isRightToLeft) {
      notes.append("reading order is time order, left to right")
    }
    if guessCount > 0 {
      notes.append(
        "below each character: the \(guessCount) likeliest next ones, the "
          + "stronger the grey the likelier")
    }
    return notes + remarks
  }

  /// A character's background.
  func colour(of value: Double, scale: ValueScale, theme: Theme) -> Colour {
    value.isFinite
      ? scale.map(in: theme).colour(at: scale.share(of: value)) : theme.invalid
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    var layout = ColouredTextLayout(self, style: style, measure: measure)
    return layout.scene()
  }
}

extension Theme {
  /// The background of a guess: the stronger the likelier, in grey, for colours
  /// say what the unit has.
  package func guess(_ probability: Double) -> Colour {
    surface.mixed(with: muted, share: 0.8 * min(max(probability, 0), 1))
  }
}

extension ColouredText {
  /// Every character with its value.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["step", "character", "layer", "unit", "quantity", "value"],
      cells.indices.map { index in
        [
          "\(step(of: index))", cells[index].character,
          subject == nil ? "\(layer)" : "", subject == nil ? "\(unit)" : "",
          subject?.words ?? quantity.key, cells[index].value.field,
        ]
      })
  }
}
