/// The kinds of picture file that a scene can become.
package enum ImageFormat: String, CaseIterable, Sendable {
  /// Pixels.
  case png
  /// Shapes and text, for the web.
  case svg
  /// Shapes and embedded fonts, for print.
  case pdf

  /// The format that a file's name asks for.
  ///
  /// - Throws: `ImageFormatError` for a name that ends in none of the three.
  package init(path: String) throws {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last,
      let format = ImageFormat(rawValue: last.lowercased())
    else { throw ImageFormatError(path: path) }
    self = format
  }
}

/// A file name that asks for no known kind of picture.
package struct ImageFormatError: Error, Equatable, CustomStringConvertible {
  /// The name.
  package let path: String

  /// What is wrong, and what to do.
  package var description: String {
    "“\(path)” is not the name of a picture; end it in .png, .svg or .pdf"
  }
}
