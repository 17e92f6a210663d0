// Numbers for people: a true minus sign, columns that align, halves rounded
// away from zero.

/// `+0.5503`, `−1.3100`: always signed, with so many decimals.
package func signed(_ value: Double, decimals: Int = 4) -> String {
  let text = plain(value, decimals: decimals)
  return text.hasPrefix("−") || value.isNaN ? text : "+" + text
}

/// `0.5503`, `−1.3100`: signed where negative; what rounds to nothing is not.
package func plain(_ value: Double, decimals: Int = 4) -> String {
  guard value.isFinite else { return nonFinite(value) }
  var digits = DecimalDigits(value)
  digits.round(to: -decimals, tie: .up)
  let isNegative = value < 0 && !digits.digits.isEmpty
  return (isNegative ? "−" : "") + digits.text(decimals: decimals)
}

/// A share as `38%`, or `0.4%` where it is small.
package func percent(_ share: Double) -> String {
  let size = share.magnitude * 100
  return plain(share * 100, decimals: size >= 9.95 || size == 0 ? 0 : 1) + "%"
}

/// A share in whole percent: `38%`; `–` where there is none.
package func wholePercent(_ share: Double) -> String {
  share.isFinite ? "\(Int(clamping: share * 100))%" : "–"
}

/// `12,345,678`.
package func grouped(_ number: Int) -> String {
  var digits = Array("\(number.magnitude)")
  var place = digits.count - 3
  while place > 0 {
    digits.insert(",", at: place)
    place -= 3
  }
  return (number < 0 ? "−" : "") + String(digits)
}

/// What stands in the place of a number that is none.
func nonFinite(_ value: Double) -> String {
  value.isNaN ? "NaN" : value < 0 ? "−inf" : "inf"
}
