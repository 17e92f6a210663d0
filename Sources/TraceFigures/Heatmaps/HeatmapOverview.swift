import Drawing
import LSTMCore
import Wording

/// All that was read as a strip above the heatmaps of a part of it, the part
/// framed.
package struct HeatmapOverview: Equatable, Sendable {
  /// The memory of every unit, neighbouring steps merged.
  let panel: HeatmapPanel
  /// How many steps were read.
  let stepCount: Int
  /// The steps that are drawn below.
  let span: Range<Int>

  /// A strip of the first panel of heatmaps over all that was read.
  package init(_ whole: GateHeatmaps, span: Range<Int>) {
    panel = whole.panels[0]
    (stepCount, self.span) = (whole.timeline.stepCount, span)
  }

  private var words: String {
    let framed =
      span.count == 1
      ? "step \(span.lowerBound)"
      : "steps \(span.lowerBound) to \(span.upperBound - 1)"
    return
      "\(panel.quantity.symbol) of \(counted(panel.values.columns, "unit")) "
      + "over all \(counted(stepCount, "step")); framed: \(framed), below"
  }

  /// What to draw from a height on.
  func elements(
    y: inout Double, left: Double, width: Double, style: FigureStyle
  ) -> [Scene.Element] {
    let small = style.smallText
    let title = Label(
      style.small(words), at: Point(left, y + small),
      colour: style.theme.ink)
    let strip = Rect(
      x: left, y: (y + 1.5 * small).rounded(), width: width,
      height: (0.3 * style.panelHeight).rounded())
    func x(_ step: Int) -> Double {
      strip.x + strip.width * Double(step) / Double(max(1, stepCount))
    }
    let frame = Rect(
      x: x(span.lowerBound), y: strip.y - 2,
      width: max(2, x(span.upperBound) - x(span.lowerBound)),
      height: strip.height + 4)
    y = strip.maxY + 1.5 * small
    return [
      .label(title),
      .rectangle(
        strip.inset(by: -0.5), .line(style.theme.hairline, width: 1)),
      .cells(panel.image(theme: style.theme), strip),
      .rectangle(frame, .line(style.theme.accent, width: small / 7)),
    ]
  }
}
