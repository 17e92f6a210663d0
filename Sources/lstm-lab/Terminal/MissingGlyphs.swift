import Wording

/// Characters that the fonts of this machine lack.
enum MissingGlyphs {
  /// Says once which characters a picture shows as code points.
  static func warn(of characters: [String]) {
    guard !characters.isEmpty else { return }
    let codes = characters.map {
      $0.unicodeScalars.map(\.codePoint).joined(separator: " ")
    }
    Talk.say(
      "warning: no font here shows \(list(codes, most: 8)); the picture has "
        + "the code points instead")
  }
}
