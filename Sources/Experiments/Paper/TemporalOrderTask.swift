import LSTMCore

/// Experiment 6: E, then random letters a, b, c, d with an X or Y at two (6a)
/// or three (6b) places, then B; the class is the order of the X's and Y's.
///
/// Lengths are T to T + T/10 steps, the trigger B included; T is 100 in the
/// paper. With one output instead, on where the two symbols differ, the same
/// sequences are a strongly delayed XOR, of which section 6 says that the
/// truncated gradient does not learn it: to keep one of the two gains nothing.
package struct TemporalOrderTask: PaperTask {
  /// Two in 6a, three in 6b.
  package let relevant: Int
  /// T, how many steps there are at least.
  package let length: Int
  /// Whether not the order is asked, but whether the symbols differ.
  package let asksExclusiveOr: Bool

  private static let symbols = ["E", "B", "a", "b", "c", "d", "X", "Y"]
  private static let classes = [
    2: ["Q", "R", "S", "U"],
    3: ["Q", "R", "S", "U", "V", "A", "B", "C"],
  ]
  /// Where each relevant symbol may stand, the E being at 0.
  package let places: [ClosedRange<Int>]

  /// The task with two or three relevant symbols.
  ///
  /// - Parameter asksExclusiveOr: of two symbols, asks whether they differ.
  package init(
    relevant: Int, length: Int = 100, asksExclusiveOr: Bool = false
  ) {
    precondition(relevant == 2 || relevant == 3, "\(relevant) relevant symbols")
    precondition(length >= 10, "\(length) steps leave no room")
    precondition(relevant == 2 || !asksExclusiveOr, "an XOR of three symbols")
    (self.relevant, self.length) = (relevant, length)
    self.asksExclusiveOr = asksExclusiveOr
    let starts =
      relevant == 2
      ? [length / 10, length / 2] : [length / 10, length / 3, 2 * length / 3]
    places = starts.map { $0...$0 + length / 10 }
  }

  /// Eight: E, B, a, b, c, d, X, Y.
  package var inputCount: Int { 8 }
  /// A class each: 4 or 8; for the XOR one.
  package var outputCount: Int { asksExclusiveOr ? 1 : 1 << relevant }

  /// A sequence of any class.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    example.clear()
    let count = length + generator.index(below: length / 10 + 1)
    var label = 0
    var upcoming = 0
    var place = nextPlace(0, &generator)
    example.read(0)
    for t in 1..<count - 1 {
      if t == place {
        let isY = generator.index(below: 2)
        label = label * 2 + isY
        example.read(6 + isY)
        upcoming += 1
        place = nextPlace(upcoming, &generator)
      } else {
        example.read(2 + generator.index(below: 4))
      }
    }
    example.read(1)
    if asksExclusiveOr {
      example.expect(0, value: label == 1 || label == 2 ? 1 : 0)
    } else {
      example.expect(label)
    }
  }

  private func nextPlace(
    _ k: Int, _ generator: inout SplitMix64
  ) -> Int? {
    guard k < places.count else { return nil }
    return places[k].lowerBound + generator.index(below: places[k].count)
  }

  /// The symbols.
  package func labels(of example: Example) -> [String] {
    example.inputs.map { Self.symbols[Int($0)] }
  }

  /// The symbols, and the class.
  package func text(of example: Example) -> String {
    let names = Self.classes[relevant] ?? []
    let output = Int(example.targetOutputs.first ?? 0)
    return symbolText(
      example, symbols: { Self.symbols[$0] },
      target: !asksExclusiveOr
        ? names[output] : example.targetValues.first == 1 ? "differ" : "same")
  }
}
