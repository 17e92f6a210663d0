import Wording

/// How the columns of a trace's table share a terminal's width.
struct TraceTableLayout: Equatable {
  /// How wide a number is: `−0.123`, `+12.34` without its sign, `−123.4`.
  static let numberWidth = 6
  /// Three characters with their chances: `e  38% a  12% o   9%`.
  static let guessWidth = 22

  /// The columns of one quantity.
  let columnWidth: Int
  /// Whether every value has a number, or neighbours share a block.
  let hasNumbers: Bool
  /// Whether there is room for what is predicted.
  let hasGuesses: Bool
  private let hasLayers: Bool
  private let nameWidth: Int

  init(
    width: Int, nameWidth: Int, unitCount: Int, quantityCount: Int,
    hasLayers: Bool
  ) {
    (self.hasLayers, self.nameWidth) = (hasLayers, nameWidth)
    let prefix = Self.prefixWidth(nameWidth, hasLayers)
    let count = max(1, quantityCount)
    func room(beside guesses: Int) -> Int {
      (width - prefix - guesses) / count - 1
    }
    hasGuesses = room(beside: Self.guessWidth) >= Self.numberWidth
    let room = room(beside: hasGuesses ? Self.guessWidth : 0)
    let needed = unitCount * (Self.numberWidth + 1) - 1
    hasNumbers = needed <= room
    // Figures of all steps stand below a strip.
    columnWidth =
      hasNumbers ? needed : max(4, min(room, max(unitCount, Self.numberWidth)))
  }

  /// How many columns stand before the first quantity.
  var prefixWidth: Int { Self.prefixWidth(nameWidth, hasLayers) }

  private static func prefixWidth(_ nameWidth: Int, _ hasLayers: Bool) -> Int {
    5 + (hasLayers ? 6 : 0) + nameWidth + 1
  }

  /// What stands before the quantities.
  func prefix(step: String, layer: String, name: String) -> String {
    step.leftPadded(to: 4) + " "
      + (hasLayers ? layer.leftPadded(to: 5) + " " : "")
      + String(name.prefix(nameWidth)).padded(to: nameWidth) + " "
  }

  /// A value in six columns: as many decimals as there is room for.
  static func number(_ value: Double) -> String {
    let size = value.magnitude
    guard size < 9999.5 else { return Numerals.short(value) }
    return plain(
      value,
      decimals: size < 9.9995 ? 3 : size < 99.995 ? 2 : size < 999.95 ? 1 : 0)
  }
}
