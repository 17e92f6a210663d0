#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Numbers as figures print them, with a true minus sign.
package enum Numerals {
  /// Up to three significant digits: `2.0`, `−0.35`, `1200`, `5e−8`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : "\(value)" }
    guard value != 0 else { return "0" }
    let sign = value < 0 ? "−" : ""
    let digits = pow(10, floor(log10(value.magnitude)) - 2)
    let rounded = (value.magnitude / digits).rounded() * digits
    // A hair more, for rounding can leave 1000 just below its power of ten.
    let exponent = Int(floor(log10(rounded) + 1e-9))
    guard (-3...4).contains(exponent) else {
      let mantissa = rounded / pow(10, Double(exponent))
      let power = (exponent < 0 ? "e−" : "e") + "\(abs(exponent))"
      return sign + trimmed(fixed(mantissa, digits: 1), keeping: 0) + power
    }
    return sign
      + trimmed(fixed(rounded, digits: max(0, 2 - exponent)), keeping: 1)
  }

  /// A cell's number in few characters: `.94`, `−.3`, `1.0`, `12`; two
  /// decimals after a minus sign only where there is room for four. Where even
  /// the largest number, `limit`, is small, all are written in full.
  package static func cell(
    _ value: Double, characters: Int, limit: Double = 1
  ) -> String {
    let size = value.magnitude
    if limit < 0.1 { return short(value) }
    let sign = value < 0 ? "−" : ""
    if size < 0.995 {
      let digits = min(2, max(1, characters - sign.count - 1))
      let text = fixed(size, digits: digits)
      if !text.contains(where: { "123456789".contains($0) }) {
        return String(text.dropFirst())
      }
      if text.hasPrefix("0") { return sign + text.dropFirst() }
    }
    let text = sign + fixed(size, digits: size < 9.95 ? 1 : 0)
    return text.count <= characters ? text : sign + fixed(size, digits: 0)
  }

  /// A number without zeros at its end, but for so many decimals.
  private static func trimmed(_ text: String, keeping kept: Int) -> String {
    let parts = text.split(separator: ".")
    guard parts.count == 2 else { return text }
    var decimals = parts[1]
    while decimals.last == "0", decimals.count > kept { decimals.removeLast() }
    return decimals.isEmpty ? String(parts[0]) : "\(parts[0]).\(decimals)"
  }

  /// A number of zero or more, with exactly so many decimals.
  private static func fixed(_ value: Double, digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    guard let scaled = Int(exactly: (value * Double(scale)).rounded()) else {
      return "\(value)"
    }
    guard digits > 0 else { return "\(scaled)" }
    let decimals = "\(scaled % scale)"
    let zeros = String(repeating: "0", count: digits - decimals.count)
    return "\(scaled / scale).\(zeros)\(decimals)"
  }
}
