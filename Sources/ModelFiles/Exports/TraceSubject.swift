import LSTMCore

/// What a file of a trace is about: whose trace it is and which part of it is
/// written. The same for every format.
package struct TraceSubject: Sendable {
  /// The model that computed the steps.
  package let model: Model
  /// The part that is written.
  package let layers: [SelectedLayer]
  /// Which units were asked for; nil for all.
  package let units: [Int]?
  /// What the file calls the model, such as a name and a hash, and the version
  /// of lstm-lab; for formats that have room for them.
  package let source, version: String
  /// The number of the first step that is written.
  package var firstStep = 0

  /// A part of a model's trace.
  ///
  /// - Throws: `TraceSelectionError` for what the model does not have.
  package init(
    _ model: Model, selection: TraceSelection = TraceSelection(),
    source: String = "", version: String = ""
  ) throws(TraceSelectionError) {
    self.model = model
    layers = try selection.resolved(for: model.stack)
    units = selection.units
    (self.source, self.version) = (source, version)
  }

  /// Whether steps read characters, and not rows of numbers.
  var isText: Bool { model.reader.vocabulary != nil }

  /// What the name of an element read is called.
  var heading: String { isText ? "character" : "label" }
}
