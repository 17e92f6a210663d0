import LSTMCore

extension Clamp {
  /// Reads a clamp as it is written on the command line:
  ///
  ///     [lLAYER.]QUANTITY[\[UNITS\]][=VALUE][@STEPS]
  ///
  /// such as `f=1`, `i=0@10-20`, `c[17]=0`, `o[3,8-11]=0.5`, `f[7]=0.931@10`,
  /// `l1.h=0@5-`.
  ///
  /// - Parameter hasValue: whether a value must be given; without one the
  ///   clamp swaps in what another run recorded.
  /// - Throws: `ClampSyntaxError`, which marks the place.
  package init(
    parsing text: String, hasValue: Bool = true
  ) throws(ClampSyntaxError) {
    var reader = ClampReader(text, hasValue: hasValue)
    self = try reader.clamp()
  }
}

/// What is wrong in a clamp, and where.
package struct ClampSyntaxError: Error, Equatable {
  /// What was read.
  package let text: String
  /// Where it stops making sense, in characters from the start.
  package let place: Int
  /// What was wanted there.
  package let expected: String
  /// Whether the clamp was to have a value.
  let hasValue: Bool
}

extension ClampSyntaxError: CustomStringConvertible {
  /// The text with a mark under the place, and the grammar.
  package var description: String {
    let mark = String(repeating: " ", count: place) + "^"
    let value = hasValue ? "=VALUE" : ""
    let examples =
      hasValue
      ? "f=1   i=0@10-20   c[17]=0   o[3,8-11]=0.5   f[7]=0.931@10   l1.h=0@5-"
      : "c@10   c[17]@10-20   h[3,8-11]   l1.c@5-"
    return """
      \(expected)
        \(text)
        \(mark)
      Write [lLAYER.]QUANTITY[UNITS]\(value)@STEPS, where the layer, [UNITS] and
      @STEPS may be left out:
        \(examples)
      """
  }
}

/// Reads a clamp from left to right.
private struct ClampReader {
  private let text: String
  private let characters: [Character]
  private let hasValue: Bool
  private var place = 0

  init(_ text: String, hasValue: Bool) {
    (self.text, characters, self.hasValue) = (text, Array(text), hasValue)
  }

  mutating func clamp() throws(ClampSyntaxError) -> Clamp {
    let layer = try layer()
    let quantity = try quantity()
    var clamp = Clamp(quantity, layer: layer, value: .recorded)
    if take("[") {
      clamp.units = try ranges(of: "unit", mayBeOpen: false)
      guard take("]") else { throw error("A ] is missing after the units.") }
    }
    if hasValue {
      guard take("=") else {
        throw error("A value is missing: write = and a number.")
      }
      clamp.value = .constant(try number(for: quantity))
    }
    if take("@") { clamp.steps = try ranges(of: "step", mayBeOpen: true) }
    guard place == characters.count else {
      throw error(
        hasValue || characters[place] != "="
          ? "Nothing more is expected here."
          : "No value is given here: it comes from the other text.")
    }
    return clamp
  }

  private mutating func layer() throws(ClampSyntaxError) -> Int? {
    guard characters.first == "l", characters.contains(".") else { return nil }
    place += 1
    let layer = try whole("A layer's number")
    guard take(".") else { throw error("A dot is missing after the layer.") }
    return layer
  }

  private mutating func quantity() throws(ClampSyntaxError) -> Quantity {
    let start = place
    while place < characters.count, characters[place].isLetter { place += 1 }
    let key = String(characters[start..<place])
    guard let quantity = CellFamily.quantity(key) else {
      place = start
      let known = (Quantity.lstm + Quantity.lstmPreactivations).map(\.key)
      throw error(
        "There is no quantity '\(key)'. There are "
          + known.joined(separator: ", ") + ".")
    }
    return quantity
  }

  private mutating func ranges(
    of what: String, mayBeOpen: Bool
  ) throws(ClampSyntaxError) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    repeat {
      let start = place
      let first = try whole("A \(what)'s number")
      var last = first
      if take("-") {
        last =
          mayBeOpen && place == characters.count
          ? .max : try whole("The last \(what)'s number")
      }
      guard first <= last else {
        place = start
        throw error("The range runs backward.")
      }
      ranges.append(first...last)
    } while take(",")
    return ranges
  }

  private mutating func whole(
    _ what: String
  ) throws(ClampSyntaxError) -> Int {
    let start = place
    while place < characters.count, characters[place].isASCII,
      characters[place].isNumber
    {
      place += 1
    }
    guard let number = Int(String(characters[start..<place])) else {
      place = start
      throw error("\(what) is expected here: 0 or more.")
    }
    return number
  }

  private mutating func number(
    for quantity: Quantity
  ) throws(ClampSyntaxError) -> Double {
    let start = place
    while place < characters.count, characters[place] != "@" { place += 1 }
    let written = String(characters[start..<place])
      .replacing("−", with: "-")
    guard let number = Double(written), number.isFinite else {
      place = start
      throw error("A number is expected here.")
    }
    return number
  }

  private mutating func take(_ character: Character) -> Bool {
    guard place < characters.count, characters[place] == character else {
      return false
    }
    place += 1
    return true
  }

  private func error(_ expected: String) -> ClampSyntaxError {
    ClampSyntaxError(
      text: text, place: place, expected: expected, hasValue: hasValue)
  }
}
