// Numbers for files, programs and answers that are typed: ASCII alone, the
// same in every language of the system, rounded as C's printf rounds them.

extension Double {
  /// With so many decimals: `-0.350`; C's `%.3f`.
  package func fixed(_ decimals: Int) -> String {
    guard isFinite else { return nonFiniteWord }
    var rounded = DecimalDigits(self)
    rounded.round(to: -decimals, tie: .even)
    return hyphen + rounded.text(decimals: decimals)
  }

  /// With so many digits at most, no zeros at the end, and an exponent of ten
  /// where that is shorter: `-0.35`, `12000`, `3.5e-05`; C's `%.4g`.
  package func general(_ digits: Int) -> String {
    guard isFinite else { return nonFiniteWord }
    let most = max(1, digits)
    var rounded = DecimalDigits(self)
    rounded.round(to: rounded.exponent - most + 1, tie: .even)
    guard (-4..<most).contains(rounded.exponent) else {
      return hyphen
        + rounded.mantissa(decimals: most - 1).withoutZerosAtEnd
        + rounded.exponentText
    }
    return hyphen
      + rounded.text(decimals: most - 1 - rounded.exponent).withoutZerosAtEnd
  }

  /// The number as it is, whole ones without their `.0`: `2`, `0.35`.
  package var bare: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var hyphen: String { sign == .minus ? "-" : "" }

  private var nonFiniteWord: String { isNaN ? "nan" : hyphen + "inf" }
}

extension String {
  /// A number without the zeros that end its decimals.
  var withoutZerosAtEnd: String {
    guard contains(".") else { return self }
    let digits = reversed().drop { $0 == "0" }
    return String(digits.drop { $0 == "." }.reversed())
  }
}

extension DecimalDigits {
  /// The digits around the point.
  func text(decimals: Int) -> String {
    let top = digits.isEmpty ? 0 : max(exponent, 0)
    let whole = stride(from: top, through: 0, by: -1).map { "\(self[$0])" }
    guard decimals > 0 else { return whole.joined() }
    return whole.joined() + "."
      + (1...decimals).map { "\(self[-$0])" }.joined()
  }

  /// The digits with the point after the first.
  func mantissa(decimals: Int) -> String {
    guard decimals > 0 else { return "\(self[exponent])" }
    return "\(self[exponent])."
      + (1...decimals).map { "\(self[exponent - $0])" }.joined()
  }

  /// At least two digits of the exponent.
  fileprivate var exponentText: String {
    (exponent < 0 ? "e-" : "e+") + (abs(exponent) < 10 ? "0" : "")
      + "\(abs(exponent))"
  }
}
