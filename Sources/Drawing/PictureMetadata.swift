/// Where a picture comes from, written into its file.
///
/// It holds no date and no place, so that the same command gives the same
/// bytes.
package struct PictureMetadata: Equatable, Sendable {
  /// The program and its version, such as `lstm-lab 0.1`.
  package var software: String
  /// A digest of the model, or nil where there is none.
  package var model: String?
  /// The command line, files by their names alone; or nil.
  package var command: String?

  /// Metadata of the given parts.
  package init(
    software: String = "lstm-lab", model: String? = nil,
    command: String? = nil
  ) {
    (self.software, self.model, self.command) = (software, model, command)
  }

  /// What there is, as keyword and value.
  package var entries: [(keyword: String, value: String)] {
    [("Software", software)]
      + (model.map { [("Model", $0)] } ?? [])
      + (command.map { [("Command", $0)] } ?? [])
  }
}
