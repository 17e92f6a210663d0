import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// What is held while a model reads.
struct InterventionOptions: ParsableArguments {
  @Option(
    name: .customLong("clamp"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Clamp values: f=1, i=0@10-20, c[17]=0, o[3,8-11]=0.5; repeatable.",
      valueName: "spec"),
    transform: { try parsed($0, hasValue: true) })
  var clamps: [Clamp] = []
  @Option(
    name: .customLong("patch"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Activation patching: use the values computed for --patch-text at the same steps: c@10, h[3,8-11].",
      valueName: "spec"),
    transform: { try parsed($0, hasValue: false) })
  var patches: [Clamp] = []
  @Option(
    parsing: .unconditional,
    help: "The other text, whose values --patch uses.")
  var patchText: String?

  func validate() throws {
    guard patches.isEmpty == (patchText == nil) else {
      throw ValidationError(
        "--patch and --patch-text go together: what to swap in, and from what.")
    }
  }

  /// Whether anything is held.
  var isEmpty: Bool { clamps.isEmpty && patches.isEmpty }

  /// The clamps and patches, checked against a model.
  func intervention(on file: ModelFile) throws -> Intervention {
    guard !isEmpty else { return .none }
    let model = file.model
    warnOfUnusualValues(in: model.stack)
    guard model.stack.isOneWay else {
      throw Refusal.cannotHold(model: file.name)
    }
    guard let vocabulary = model.reader.vocabulary else {
      guard patches.isEmpty else {
        throw ValidationError(
          "--patch swaps in what another text gave, and these are numbers.")
      }
      return try Intervention(clamps, of: model.stack)
    }
    let donor = try patchText.map { text in
      var unknown = UnknownCharacters()
      return model.trace(over: try unknown.symbols(of: text, in: vocabulary))
    }
    return try Intervention(clamps + patches, of: model.stack, donor: donor)
  }

  /// Refuses steps that a text of so many does not have.
  ///
  /// - Parameter count: nil where nobody knows before it is read.
  func requireSteps(below count: Int?) throws {
    guard let count else { return }
    for range in (clamps + patches).flatMap({ $0.steps ?? [] }) {
      let last = range.upperBound == .max ? range.lowerBound : range.upperBound
      if last >= count { throw Refusal.noSuchStep(step: last, count: count) }
    }
  }

  /// Says where a gate is held at what it can never be by itself.
  private func warnOfUnusualValues(in stack: Stack) {
    for clamp in clamps {
      guard case .constant(let value) = clamp.value,
        let cell = stack.cells.first,
        cell.quantities.contains(clamp.quantity),
        let usual = cell.definition.range(of: clamp.quantity).ends,
        !usual.contains(value)
      else { continue }
      Talk.note(
        "note: \(clamp.quantity.key) lies between \(plain(usual.lowerBound, decimals: 0)) "
          + "and \(plain(usual.upperBound, decimals: 0)) by itself; it is held at "
          + "\(value.general(6)).")
    }
  }

  private static func parsed(_ text: String, hasValue: Bool) throws -> Clamp {
    do { return try Clamp(parsing: text, hasValue: hasValue) } catch {
      throw ValidationError("\(error)")
    }
  }
}

extension Refusal {
  /// Values to be held in a model that reads in both directions.
  fileprivate static func cannotHold(model: String) -> Refusal {
    Refusal(
      """
      --clamp and --patch hold values of models that read in one direction, and \
      \(model) reads in both: leave them out.
      """)
  }
}

extension Quantity.Range {
  /// The values that a squashed quantity never leaves; nil for one without
  /// limits.
  fileprivate var ends: ClosedRange<Double>? {
    switch self {
    case .zeroToOne: 0...1
    case .plusMinusOne: -1...1
    case .plusMinusTwo: -2...2
    case .nonNegative, .unbounded: nil
    }
  }
}
