import Drawing
import Experiments
import Inspection
import LSTMCore
import Wording

/// The text itself, with how much each character mattered for one prediction:
/// as colour where there is colour, and as a bar under each character.
package struct ConnectivityText: Sendable {
  private let connectivity: Connectivity
  private let isColoured: Bool

  /// Bars and colours span this many powers of ten down from the strongest.
  private static let decades = 4.0
  private static let lineWidth = 72

  /// Connectivity as text; colour only for a terminal.
  package init(_ connectivity: Connectivity, isColoured: Bool) {
    (self.connectivity, self.isColoured) = (connectivity, isColoured)
  }

  /// What the prediction after step `t` owes to each character; 80 columns.
  package func text(at t: Int) -> String {
    let norms = connectivity.norms[t]
    let strongest = norms.max() ?? 0
    let levels = norms.map { norm in
      norm > 0 && strongest > 0
        ? max(0, 1 + log10(norm / strongest) / Self.decades) : 0
    }
    let target = visible(connectivity.characters[t + 1])
    let head = """
      What the prediction of “\(target)” after step \(t) \
      (\(Numerals.short(connectivity.losses[t])) nats) owes to each character: \
      ‖∂loss/∂x‖ from \(Numerals.short(strongest)) (█) down to a \
      ten-thousandth of that (▁) and less (blank).
      """.wrapped(to: 78) + "\n\n"
    let starts = stride(from: 0, through: t, by: Self.lineWidth)
    let lines = starts.map { start in
      line(start..<min(start + Self.lineWidth, t + 1), levels)
    }
    return head + lines.joined(separator: "\n") + "\n" + memory
  }

  private func line(_ steps: Range<Int>, _ levels: [Double]) -> String {
    let cells = steps.map { step -> (String, String) in
      let shown = visible(connectivity.characters[step])
      let width = max(1, shown.columns)
      return (
        coloured(shown, levels[step]),
        String(repeating: bar(levels[step]), count: width)
      )
    }
    let number = "\(steps.lowerBound)".leftPadded(to: 6)
    let text = cells.map(\.0).joined()
    let bars = cells.map(\.1).joined()
    return "\(number) \(text)\n       \(bars)"
  }

  private func bar(_ level: Double) -> String {
    let bars = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return bars[max(0, min(8, Int(clamping: level * 8, rounded: .up)))]
  }

  private func coloured(_ text: String, _ level: Double) -> String {
    guard isColoured else { return text }
    let colour = ColourMap.viridis.colour(at: level)
    let ink = colour.ink == .black ? "30" : "97"
    return "\u{1B}[\(ink);48;2;\(colour.red);\(colour.green);\(colour.blue)m"
      + "\(text)\u{1B}[0m"
  }

  /// How the share falls with distance, over all predictions.
  private var memory: String {
    let shares = connectivity.medianShares
    let distances = [1, 2, 3, 5, 10, 20, 50, 100].filter { $0 < shares.count }
    guard !distances.isEmpty else { return "" }
    let list = distances.map {
      "\($0) back \(Numerals.short(shares[$0]))"
    }
    let sentence = """
      Median over all predictions, relative to the character just read: \
      \(list.joined(separator: ", ")).
      """
    return "\n" + sentence.wrapped(to: 78) + "\n"
  }
}
