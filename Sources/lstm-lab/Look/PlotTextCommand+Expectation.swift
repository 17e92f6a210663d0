import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

extension PlotTextCommand {
  /// The text by what was expected at each character, or by what clamps change
  /// of that.
  func expectation(
    _ kind: Expectation, of file: ModelFile
  ) throws -> ColouredText {
    let vocabulary = try file.requireText()
    let symbol = vocabulary.symbolKind
    let recording = try sequence.recording(by: file, quiet: messages.quiet)
    let intervention = try held.intervention(on: file)
    let effect = InterventionEffect(intervention, on: recording)
    let (model, steps) = (file.model, recording.trace.steps)
    let values = steps.indices.map { t -> Double in
      switch kind {
      case .surprise:
        guard t > 0 else { return 0 }
        let loss = effect.losses[t - 1]
        return intervention.isEmpty ? loss.before : loss.after - loss.before
      case .entropy:
        return model.nextDistribution(after: steps[t]).elements
          .reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
      }
    }
    var coloured = ColouredText(
      Self.subject(kind, isHeld: !intervention.isEmpty, values))
    try part.require(count: values.count)
    for (t, label) in recording.read.labels.enumerated()
    where part.range?.contains(t) ?? true {
      coloured.add(
        spaced(label, symbol), value: values[t],
        next: next > 0 ? guesses(of: model, after: steps[t]) : [])
    }
    // Nothing expected the first character.
    let expected = kind == .surprise ? values.dropFirst() : values[...]
    let mean = expected.reduce(0, +) / Double(max(1, expected.count))
    coloured.remarks.append(
      "mean \(Numerals.short(mean)) nats per \(symbol.rawValue)")
    if !intervention.isEmpty {
      coloured.remarks.append(
        "with " + intervention.clamps.map(\.words).joined(separator: "; "))
    }
    return coloured
  }

  private static func subject(
    _ kind: Expectation, isHeld: Bool, _ values: [Double]
  ) -> ColouredText.Subject {
    switch (kind, isHeld) {
    case (.surprise, false):
      ColouredText.Subject("surprise −ln p, nats", scale: .amount(limit: 5))
    case (.surprise, true):
      ColouredText.Subject(
        "change of surprise, nats",
        scale: .signed(limit: max(1, ValueScale.fitted(to: values).limit)))
    case (.entropy, _):
      ColouredText.Subject(
        "entropy of what comes next, nats", scale: .amount(limit: 3))
    }
  }
}
