import LSTMCore

/// Experiment 6: E, then random letters a, b, c, d with an X or Y at two (6a)
/// or three (6b) places, then B; the class is the order of the X's and Y's.
///
/// Lengths are 100 to 110 steps, the trigger B included.
public struct TemporalOrderTask: PaperTask {
  /// Two in 6a, three in 6b.
  public let relevant: Int

  private static let symbols = ["E", "B", "a", "b", "c", "d", "X", "Y"]
  private static let classes = [
    2: ["Q", "R", "S", "U"],
    3: ["Q", "R", "S", "U", "V", "A", "B", "C"],
  ]
  /// Where each relevant symbol may stand, the E being at 0.
  public let places: [ClosedRange<Int>]

  /// The task with two or three relevant symbols.
  public init(relevant: Int) {
    precondition(relevant == 2 || relevant == 3, "\(relevant) relevant symbols")
    self.relevant = relevant
    places = relevant == 2 ? [10...20, 50...60] : [10...20, 33...43, 66...76]
  }

  /// Eight: E, B, a, b, c, d, X, Y.
  public var inputCount: Int { 8 }
  /// A class each: 4 or 8.
  public var outputCount: Int { 1 << relevant }

  /// A sequence of any class.
  public func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    example.clear()
    let count = 100 + generator.index(below: 11)
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
    example.expect(label)
  }

  private func nextPlace(
    _ k: Int, _ generator: inout SplitMix64
  ) -> Int? {
    guard k < places.count else { return nil }
    return places[k].lowerBound + generator.index(below: places[k].count)
  }

  /// The symbols.
  public func labels(of example: Example) -> [String] {
    example.inputs.map { Self.symbols[Int($0)] }
  }

  /// The symbols, and the class.
  public func text(of example: Example) -> String {
    let names = Self.classes[relevant] ?? []
    return symbolText(
      example, symbols: { Self.symbols[$0] },
      target: names[Int(example.targetOutputs.first ?? 0)])
  }
}
