/// What a file of another program holds: tensors by name, and what it says
/// about them.
package struct ForeignFile: Sendable {
  /// The kind of file, for people: `PyTorch (zip)`.
  package let format: String
  /// The tensors in the order of the file; their numbers are read when asked
  /// for.
  package var tensors: [ForeignTensor]
  /// What the file says besides: settings, vocabularies, the configuration.
  package var attributes: ForeignValue
  /// The class of each module that was saved as an object, by its path.
  package var classes: [String: String] = [:]
  /// What the file says of the rows that its model reads.
  package var rows: RowDescription?
  /// The layers that the file itself describes. Empty where it only names
  /// tensors.
  package var layers: [ForeignLayer]
  /// Whether each layer reads what the one before it gives.
  package var isSequence = false
  /// What was left out or is not certain, a sentence each.
  package var notes: [String]

  package init(
    format: String, tensors: [ForeignTensor] = [],
    attributes: ForeignValue = .object([]), layers: [ForeignLayer] = [],
    isSequence: Bool = false, notes: [String] = []
  ) {
    (self.format, self.tensors) = (format, tensors)
    (self.attributes, self.layers) = (attributes, layers)
    (self.isSequence, self.notes) = (isSequence, notes)
  }

  package subscript(name: String) -> ForeignTensor? {
    tensors.first { $0.name == name }
  }
}
