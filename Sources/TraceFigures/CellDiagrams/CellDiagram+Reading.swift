import Drawing
import LSTMCore
import Wording

extension CellDiagram {
  /// What one wire carries, as a number of one unit.
  package indirect enum Carried: Equatable, Sendable {
    /// A quantity of this step.
    case now(Quantity)
    /// A quantity of the step before.
    case before(Quantity)
    /// The product of two.
    case product(Carried, Carried)
    /// The squashed value.
    case tanh(Carried)
    /// A fixed number of times the value.
    case scaled(Double, Carried)
    /// 1 − the value: the other half of a coupled gate.
    case complement(Carried)
    /// The character read.
    case input
  }

  /// What is written on a wire, and its colour.
  package struct WireValue: Equatable, Sendable {
    /// The number, or the character, as it is printed.
    package var text: String
    /// The number; nil for a character.
    package var number: Double?
    /// Which colours stand for which numbers.
    package var scale: ValueScale

    /// A value of the given parts.
    package init(text: String, number: Double?, scale: ValueScale) {
      (self.text, self.number, self.scale) = (text, number, scale)
    }

    /// The number in four characters, for where there is little room.
    var brief: String {
      guard let number, number.magnitude < 1000 else { return text }
      return Numerals.cell(number, characters: 4)
    }
  }

  /// What one unit of a layer computed at one step of a text.
  package struct Moment: Sendable {
    /// Which step, counted from 0.
    package var index: Int
    /// Which unit, counted from 0.
    package var unit: Int
    /// What the step read.
    package var character: String
    /// What was computed.
    package var step: Step
    /// The state that the step started from.
    package var previous: State
    /// The largest |C| that colours show; of a cell without C, the largest |h|.
    package var memoryLimit: Double
    /// The kind of cell, which knows where its values lie.
    package var cell: CellDefinition
    /// How many weights the layer has, in a sentence; nil where that is not
    /// known.
    package var cost: String?

    /// A moment of the given parts.
    package init(
      index: Int, unit: Int, character: String, step: Step, previous: State,
      memoryLimit: Double, cell: CellDefinition = CellFamily.lstm
    ) {
      (self.index, self.unit, self.character) = (index, unit, character)
      (self.step, self.previous) = (step, previous)
      (self.memoryLimit, self.cell) = (memoryLimit, cell)
    }
  }

  /// The same with the values of one unit at one step on every wire, and with
  /// equations in numbers.
  package func showing(_ moment: Moment, measure: some TextMeasure)
    -> CellDiagram
  {
    var result = self
    for wire in wires {
      guard let carried = wire.carries else { continue }
      result.values[wire.name] = moment.value(of: carried, measure: measure)
    }
    result.cost = moment.cost
    result.title += ": unit \(moment.unit) at step \(moment.index)"
    result.notes.insert(
      """
      Unit \(moment.unit) of \(moment.units) at step \(moment.index), \
      which reads \(moment.named(measure: measure)). The boxes read \
      all of x and h; \(sumLetters) a box’s weighted sum before squashing, \
      and colours the wire into it.
      """, at: 0)
    return result
  }
}

extension CellDiagram.Moment {
  /// How many units the layer has; a projected h has fewer values.
  fileprivate var units: Int { max(previous.cell.count, step[.hidden].count) }

  /// The number on a wire and its colours.
  fileprivate func value(
    of carried: CellDiagram.Carried, measure: some TextMeasure
  ) -> CellDiagram.WireValue {
    guard let number = number(carried) else {
      return CellDiagram.WireValue(
        text: named(measure: measure), number: nil, scale: .gate)
    }
    return CellDiagram.WireValue(
      text: Numerals.short(number), number: number, scale: scale(carried))
  }

  /// The character read as it can be shown.
  fileprivate func named(measure: some TextMeasure) -> String {
    switch StepLabel(character, measure: measure) {
    case .character(let text): "‘\(text)’"
    case .standIn(let text): text
    case .boxed(let text): "U+\(text)"
    }
  }

  private func number(_ carried: CellDiagram.Carried) -> Double? {
    switch carried {
    case .now(let quantity):
      return step[quantity][unit / step.unitsPerValue(of: quantity)]
    case .before(let quantity):
      return (quantity == .cell ? previous.cell : previous.hidden)[unit]
    case .product(let a, let b):
      guard let a = number(a), let b = number(b) else { return nil }
      return a * b
    case .tanh(let value): return number(value).map { tanh($0) }
    case .scaled(let scale, let value): return number(value).map { scale * $0 }
    case .complement(let value): return number(value).map { 1 - $0 }
    case .input: return nil
    }
  }

  private func scale(_ carried: CellDiagram.Carried) -> ValueScale {
    switch carried {
    case .now(let quantity), .before(let quantity):
      ValueScale.fixed(for: quantity, range: cell.range(of: quantity))
        ?? .signed(limit: memoryLimit)
    case .product(let a, let b):
      [scale(a), scale(b)].allSatisfy { $0 == .gate }
        ? .gate : .signed(limit: max(scale(a).limit, scale(b).limit))
    case .tanh, .input: .signed(limit: 1)
    case .scaled(_, let value): scale(value)
    case .complement: .gate
    }
  }
}

extension CellDiagram {
  /// What every wire carries, in letters and as a number where it has one.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["wire", "letters", "value"],
      wires.filter { !ghosts.contains($0.name) }.map { wire in
        [
          wire.name, wire.label?.formula ?? "",
          values[wire.name]?.number?.field ?? "",
        ]
      })
  }
}
