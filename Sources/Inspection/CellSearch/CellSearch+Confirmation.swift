import LSTMCore
import LSTMTraining

extension CellSearch {
  /// How one unit does on the half of a text that a search confirms on.
  package struct Confirmation: Equatable, Sendable {
    /// How well the unit tracks the label there.
    package let confirmed: Score
    /// The strongest of the shifted labels; nil where the text is too short to
    /// shift.
    package let chance: Score?
  }

  /// Holds one unit, wherever it was found, against one label on the half of the
  /// text that `run` confirms on.
  ///
  /// - Returns: nil where the label or the unit does not vary there.
  /// - Throws: `InspectionError` for a layer, quantity or unit that is not there,
  ///   or a text too short for two halves.
  package func confirmation(
    of quantity: Quantity, unit: Int, against label: TextLabel,
    in model: Model, over sequence: LongSequence
  ) throws -> Confirmation? {
    try model.stack.require(layer: layer)
    try model.stack.require(layer: layer, shown: quantity)
    let count = model.stack.cells[layer].width(of: quantity)
    guard (0..<count).contains(unit) else {
      throw InspectionError.noUnit(unit, layer: layer, count: count)
    }
    guard sequence.count >= Self.least else {
      throw InspectionError.tooShort(
        characters: sequence.count, needed: Self.least,
        question: "finding cells")
    }
    let middle = sequence.count / 2
    let half = middle..<min(sequence.count, middle + Self.mostShuffled)
    let reader = ActivationReader(model, layer: layer, threads: threads)
    let values = columns(of: [(quantity, unit)], reader, sequence, range: half)[
      0]
    let shifted = ShiftedLabels(
      count: half.count, shuffles: shuffles, seed: seed)
    return Self.confirmation(values, label, half, shifted)
  }

  private static func confirmation(
    _ values: [Float], _ label: TextLabel, _ half: Range<Int>,
    _ shifted: ShiftedLabels
  ) -> Confirmation? {
    switch label.values {
    case .flags(let flags):
      let flags = Array(flags[half])
      return RankStatistics.area(values, flags).map {
        Confirmation(
          confirmed: .area($0),
          chance: .area(shifted.bestArea(values, flags)))
      }
    case .numbers(let numbers):
      let numbers = Array(numbers[half])
      return RankStatistics.correlation(values, numbers).map {
        Confirmation(
          confirmed: .correlation($0),
          chance: .correlation(shifted.bestCorrelation(values, numbers)))
      }
    }
  }
}
