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
    let exponent = Int(floor(log10(value.magnitude)))
    let unit = pow(10, Double(exponent - 2))
    let rounded = (value.magnitude / unit).rounded() * unit
    let sign = value < 0 ? "−" : ""
    if exponent < -3 || exponent > 4 {
      let mantissa = (value.magnitude / unit).rounded() / 100
      let digits = mantissa == mantissa.rounded() ? 0 : 1
      return sign + fixed(mantissa, digits: digits)
        + (exponent < 0 ? "e−" : "e") + "\(abs(exponent))"
    }
    let digits =
      exponent >= 2
      ? 0
      : rounded * 10 == (rounded * 10).rounded()
        ? 1 : min(2 - exponent, 4)
    return sign + fixed(rounded, digits: digits)
  }

  /// A cell's number in few characters: `.94`, `−.3`, `1.0`, `12`; two
  /// decimals after a minus sign only where there is room for four. Where even
  /// the largest number, `limit`, is small, all are written in full.
  package static func cell(
    _ value: Double, characters: Int, limit: Double = 1
  ) -> String {
    let size = value.magnitude
    if limit < 0.1 { return short(value) }
    let sign = value < 0 && size >= 0.005 ? "−" : ""
    if size < 0.995 {
      let digits = max(1, characters - sign.count - 1)
      let text = fixed(size, digits: min(digits, 2))
      if text.hasPrefix("0") { return sign + text.dropFirst() }
      return sign + "1.0"
    }
    return sign + fixed(size, digits: size < 9.95 ? 1 : 0)
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
