/// A colour in sRGB, eight bits a channel.
package struct Colour: Hashable, Sendable {
  /// How much red, 0 to 255.
  package var red: UInt8
  /// How much green, 0 to 255.
  package var green: UInt8
  /// How much blue, 0 to 255.
  package var blue: UInt8
  /// 255 hides what lies below, 0 is not there.
  package var alpha: UInt8

  /// The colour of six hexadecimal digits, `0xRRGGBB`.
  package init(_ hex: UInt32, alpha: UInt8 = 255) {
    red = UInt8(hex >> 16 & 255)
    green = UInt8(hex >> 8 & 255)
    blue = UInt8(hex & 255)
    self.alpha = alpha
  }

  /// Black.
  package static let black = Colour(0x000000)
  /// White.
  package static let white = Colour(0xFFFFFF)

  /// The same colour, `alpha` of it.
  package func with(alpha: UInt8) -> Colour {
    var copy = self
    copy.alpha = alpha
    return copy
  }

  /// `#rrggbb`.
  package var hex: String {
    "#" + [red, green, blue].map { $0 < 16 ? "0" + $0.hex : $0.hex }.joined()
  }

  /// The straight mixture of two colours: `share` of the second, from 0 to 1;
  /// none of it where that is not a number.
  package func mixed(with other: Colour, share: Double) -> Colour {
    let share = share > 0 ? min(share, 1) : 0
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * share).rounded())
    }
    var result = self
    result.red = mix(red, other.red)
    result.green = mix(green, other.green)
    result.blue = mix(blue, other.blue)
    return result
  }
}

extension Colour {
  /// The relative luminance, 0 to 1. (WCAG 2.1, definitions.)
  package var luminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let s = Double(channel) / 255
      return s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green)
      + 0.0722 * linear(blue)
  }

  /// CIE L*, 0 to 100: how light the colour looks.
  package var lightness: Double {
    let y = luminance
    return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27
  }

  /// The contrast ratio of two colours, 1 to 21; text needs 4.5.
  package func contrast(with other: Colour) -> Double {
    let (a, b) = (luminance + 0.05, other.luminance + 0.05)
    return max(a, b) / min(a, b)
  }

  /// Black or white, whichever reads better on this colour; one of them always
  /// reaches 4.5.
  package var ink: Colour {
    contrast(with: .black) >= contrast(with: .white) ? .black : .white
  }
}

extension UInt8 {
  fileprivate var hex: String { String(self, radix: 16) }
}
