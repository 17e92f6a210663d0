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
public struct ColouredText: Equatable, Sendable {
  /// What is shown.
  public let quantity: Quantity
  /// The layer of the unit.
  public let layer: Int
  /// The unit.
  public let unit: Int
  private let range: Quantity.Range?
  /// What was read, in order.
  public private(set) var cells: [Cell] = []

  /// One character that was read.
  public struct Cell: Equatable, Sendable {
    /// What the step read.
    public var character: String
    /// The unit's value after it.
    public var value: Double
    /// The likeliest next characters, the likeliest first.
    public var next: [Guess]
    /// Whether a line is drawn under it.
    public var isMarked = false
    /// Which step it is, where that is not its place among the cells.
    public var step: Int?
  }

  /// A character that may come next.
  public struct Guess: Equatable, Sendable {
    /// The character.
    public var character: String
    /// How likely it is.
    public var probability: Double

    /// A guess of the given parts.
    public init(_ character: String, probability: Double) {
      (self.character, self.probability) = (character, probability)
    }
  }

  /// What a line under characters means; nil where none is drawn.
  public var mark: String?
  /// What else there is to say.
  public var remarks: [String] = []

  /// A text without characters yet.
  ///
  /// - Parameter range: where the values lie in the cell at hand; where they
  ///   lie in an LSTM unless told otherwise.
  public init(
    _ quantity: Quantity, layer: Int, unit: Int, range: Quantity.Range? = nil
  ) {
    (self.quantity, self.layer, self.unit) = (quantity, layer, unit)
    self.range = range
  }

  /// Adds a character that was read.
  public mutating func add(
    _ character: String, value: Double, next: [Guess] = []
  ) {
    cells.append(Cell(character: character, value: value, next: next))
  }

  /// Adds a character of a passage that need not follow the last one.
  public mutating func add(
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
  public func missingCharacters(measure: some TextMeasure) -> [String] {
    StepLabel.missing(among: cells.map(\.character), measure: measure)
  }

  /// How many guesses stand under each character.
  var guessCount: Int { cells.map(\.next.count).max() ?? 0 }

  /// The values as a panel, for its title and legend.
  var panel: HeatmapPanel {
    HeatmapPanel(
      quantity,
      Matrix(rows: cells.count, columns: 1, cells.map(\.value)), range: range)
  }

  /// What to say of the text as a whole.
  var notes: [String] {
    var notes: [String] = mark.map { ["underlined: \($0)"] } ?? []
    let panel = panel
    if let note = panel.clippingNote { notes.append(note) }
    if panel.invalidCount > 0 {
      notes.append("\(panel.invalidCount) not a finite number (magenta)")
    }
    if cells.contains(where: \.character.isRightToLeft) {
      notes.append("reading order is time order, left to right")
    }
    if guessCount > 0 {
      notes.append(
        "below each character: the \(guessCount) likeliest next ones, the bluer "
          + "the likelier")
    }
    return notes + remarks
  }

  /// A character's background.
  func colour(of value: Double, scale: ValueScale, theme: Theme) -> Colour {
    value.isFinite
      ? scale.map(in: theme).colour(at: scale.share(of: value)) : theme.invalid
  }

  /// The picture.
  public func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    var layout = ColouredTextLayout(self, style: style, measure: measure)
    return layout.scene()
  }
}

extension Theme {
  /// The background of a guess: the stronger the likelier.
  package func guess(_ probability: Double) -> Colour {
    surface.mixed(with: series[0], share: 0.75 * min(max(probability, 0), 1))
  }
}
