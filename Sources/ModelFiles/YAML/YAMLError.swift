/// A place in a YAML file.
package struct YAMLPlace: Equatable, Sendable {
  /// The file as messages name it.
  package let file: String
  /// Line and column, both counted from 1.
  package let line, column: Int
}

/// Why a YAML file cannot be used, and where in it.
package struct YAMLError: Error, Equatable, CustomStringConvertible {
  /// Where.
  package let place: YAMLPlace
  /// What was found there, and what is wanted.
  package let reason: String

  /// Both in one line.
  package var description: String {
    "\(place.file), line \(place.line), column \(place.column): \(reason)"
  }
}
