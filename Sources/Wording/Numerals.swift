/// Numbers as figures and narrow columns have them: short, with a true minus
/// sign.
package enum Numerals {
  /// Up to three significant digits: `2.0`, `−0.35`, `1200`, `5e−8`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    let sign = value < 0 ? "−" : ""
    var digits = DecimalDigits(value)
    digits.round(to: digits.exponent - 2, tie: .up)
    let power = digits.exponent
    guard (-3...4).contains(power) else {
      var two = DecimalDigits(value)
      two.round(to: two.exponent - 1, tie: .up)
      return sign + trimmed(two.mantissa(decimals: 1), keeping: 0)
        + (power < 0 ? "e−" : "e") + "\(abs(two.exponent))"
    }
    let text = digits.text(decimals: max(0, 2 - power))
    return sign + trimmed(text, keeping: 1)
  }

  /// A cell's number in few characters: `.94`, `−.3`, `1.0`, `12`; two
  /// decimals after a minus sign only where there is room for four. Where even
  /// the largest number, `limit`, is small, all are written in full.
  package static func cell(
    _ value: Double, characters: Int, limit: Double = 1
  ) -> String {
    guard value.isFinite, limit >= 0.1 else { return short(value) }
    let size = value.magnitude
    let sign = value < 0 ? "−" : ""
    if size < 0.995 {
      let digits = min(2, max(1, characters - sign.count - 1))
      let text = plain(size, decimals: digits)
      if !text.contains(where: { "123456789".contains($0) }) {
        return String(text.dropFirst())
      }
      if text.hasPrefix("0") { return sign + text.dropFirst() }
    }
    let text = sign + plain(size, decimals: size < 9.95 ? 1 : 0)
    return text.count <= characters ? text : sign + plain(size, decimals: 0)
  }

  /// Two decimals without a zero in front: `.61`, `−.03`, `1.40`; `–` for what
  /// is no number.
  package static func hundredths(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let text = plain(value, decimals: 2)
    return text.hasPrefix("0") || text.hasPrefix("−0")
      ? text.replacing("0.", with: ".", maxReplacements: 1) : text
  }

  /// A number on an axis: `0`, `0.25`, `2000`, `12k`, `3M`.
  package static func tick(_ value: Double) -> String {
    let size = value.magnitude
    if size >= 1e6 { return whole(short(value / 1e6)) + "M" }
    if size >= 1e4 { return whole(short(value / 1e3)) + "k" }
    return whole(short(value))
  }

  private static func whole(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number without zeros at its end, but for so many decimals.
  private static func trimmed(_ text: String, keeping kept: Int) -> String {
    let parts = text.split(separator: ".")
    guard parts.count == 2 else { return text }
    var decimals = parts[1]
    while decimals.last == "0", decimals.count > kept { decimals.removeLast() }
    return decimals.isEmpty ? String(parts[0]) : "\(parts[0]).\(decimals)"
  }
}
