/// The decimal digits of a finite number, exactly: a `Double` is m · 2ᵉ with
/// whole numbers m and e, so that its decimals end.
struct DecimalDigits {
  /// From the first that is not zero; empty for zero.
  private(set) var digits: [UInt8] = []
  /// The number is d₁.d₂d₃… · 10^exponent.
  private(set) var exponent = 0

  /// The digits of a number's magnitude.
  init(_ value: Double) {
    guard value.isFinite, value != 0 else { return }
    var mantissa = value.significandBitPattern
    if value.isNormal { mantissa |= 1 << Double.significandBitCount }
    let zeros = mantissa.trailingZeroBitCount
    mantissa >>= UInt64(zeros)
    let power = max(Int(value.exponentBitPattern), 1) - 1075 + zeros
    // m · 2⁻ᵏ = m · 5ᵏ · 10⁻ᵏ
    var number = BillionDigits(mantissa)
    number.multiply(by: power < 0 ? 5 : 2, times: abs(power))
    digits = number.decimal
    exponent = digits.count - 1 + min(power, 0)
  }

  /// What becomes of a number in the middle between two.
  enum Tie { case even, up }

  /// Rounds to a whole number of 10^place.
  mutating func round(to place: Int, tie: Tie) {
    let kept = exponent - place + 1
    guard kept < digits.count else { return }
    guard kept >= 0, let first = digits[kept...].first else {
      digits = []
      return
    }
    let isTie = first == 5 && digits[(kept + 1)...].allSatisfy { $0 == 0 }
    let isOdd = kept > 0 && digits[kept - 1] % 2 == 1
    let isUp = isTie && tie == .even ? isOdd : first > 4
    digits.removeSubrange(kept...)
    if isUp { increment(to: place) }
  }

  private mutating func increment(to place: Int) {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      exponent = place + digits.count - 1
    }
  }

  /// The digit at 10^place.
  subscript(place: Int) -> UInt8 {
    let index = exponent - place
    return digits.indices.contains(index) ? digits[index] : 0
  }
}

/// A whole number of any size, nine decimal digits an element, the last first.
private struct BillionDigits {
  private var parts: [UInt64] = []

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      parts.append(rest % 1_000_000_000)
      rest /= 1_000_000_000
    }
  }

  /// Multiplies by a power of a factor of at most 5.
  mutating func multiply(by factor: UInt64, times: Int) {
    var left = times
    while left > 0 {
      // 5¹³ still leaves room for a carry.
      let step = min(left, 13)
      multiply(by: (0..<step).reduce(1) { power, _ in power * factor })
      left -= step
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in parts.indices {
      let product = parts[index] * factor + carry
      parts[index] = product % 1_000_000_000
      carry = product / 1_000_000_000
    }
    while carry > 0 {
      parts.append(carry % 1_000_000_000)
      carry /= 1_000_000_000
    }
  }

  var decimal: [UInt8] {
    let all = parts.reversed().flatMap { part in
      var (digits, rest) = ([UInt8](repeating: 0, count: 9), part)
      for place in digits.indices.reversed() {
        digits[place] = UInt8(rest % 10)
        rest /= 10
      }
      return digits
    }
    return Array(all.drop { $0 == 0 })
  }
}
