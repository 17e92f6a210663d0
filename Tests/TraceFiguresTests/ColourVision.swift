import Drawing
import Foundation

/// How a colour looks to people who lack, or hardly have, one kind of cones.
///
/// Machado, Oliveira & Fernandes, *A Physiologically-based Model for Simulation
/// of Color Vision Deficiency*, IEEE TVCG 15(6), 2009: matrices for severity 1,
/// applied to linear RGB.
enum ColourVision: String, CaseIterable {
  case usual, protanopia, deuteranopia, tritanopia

  private var matrix: [[Double]] {
    switch self {
    case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// The distance of two colours in CIE L*a*b* (ΔE of 1976).
  func difference(_ a: Colour, _ b: Colour) -> Double {
    zip(lab(a), lab(b)).reduce(0.0) { sum, pair -> Double in
      let d = pair.0 - pair.1
      return sum + d * d
    }.squareRoot()
  }

  private func lab(_ colour: Colour) -> [Double] {
    func linear(_ channel: UInt8) -> Double {
      let c = Double(channel) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    let rgb = [colour.red, colour.green, colour.blue].map(linear)
    let seen = matrix.map { row -> Double in
      let sum: Double = row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]
      return min(1, max(0, sum))
    }
    let weights: [[Double]] = [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.0721750],
      [0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883],
    ]
    let xyz = weights.map { row -> Double in
      let t: Double = row[0] * seen[0] + row[1] * seen[1] + row[2] * seen[2]
      return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    return [
      116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2]),
    ]
  }
}
