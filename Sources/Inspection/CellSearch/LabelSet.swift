/// The labels of a search: which are flags, which numbers.
struct LabelSet {
  let labels: [TextLabel]
  let flags: [[Bool]]
  let numbers: [[Float]]
  /// For each label its place among the flags or among the numbers.
  let places: [Place]

  enum Place { case flag(Int), number(Int) }

  init(_ labels: [TextLabel]) {
    var (flags, numbers) = ([[Bool]](), [[Float]]())
    places = labels.map { label in
      switch label.values {
      case .flags(let values):
        flags.append(values)
        return .flag(flags.count - 1)
      case .numbers(let values):
        numbers.append(values)
        return .number(numbers.count - 1)
      }
    }
    (self.labels, self.flags, self.numbers) = (labels, flags, numbers)
  }
}
