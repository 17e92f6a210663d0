/// Characters that the fonts of this machine lack.
enum MissingGlyphs {
  /// Says once which characters a picture shows as code points.
  static func warn(of characters: [String]) {
    guard !characters.isEmpty else { return }
    let codes = characters.prefix(8).flatMap(\.unicodeScalars).map {
      "U+" + String($0.value, radix: 16, uppercase: true)
    }
    Talk.say(
      "warning: no font here shows \(codes.joined(separator: ", "))"
        + "\(characters.count > 8 ? ", …" : ""); the picture has the code "
        + "points instead")
  }
}
