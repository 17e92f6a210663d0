import Drawing
import Experiments
import Inspection
import LSTMCore
import Wording

/// How many units remember for how long: a histogram of 1/(1 − mean f), with
/// edges at 1, 2 and 5 times powers of ten.
package struct TimeScaleHistogram {
  /// The lower edges of the bars; the last bar has no upper edge.
  package static let edges: [Double] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000,
  ]

  /// How many units are in each bar.
  package let counts: [Int]
  /// The middle of the units' time scales.
  package let median: Double

  /// The histogram of a forget gate.
  package init(_ gate: GateSaturation) {
    let scales = gate.units.indices.map(gate.timeScale)
    counts = Self.edges.indices.map { index in
      let upper =
        index + 1 < Self.edges.count ? Self.edges[index + 1] : .infinity
      return scales.count {
        $0 >= Self.edges[index] && ($0 < upper || upper == .infinity)
      }
    }
    median = scales.median
  }

  /// The plot in a frame, with its head above; a step is one `unit`.
  func elements(
    in frame: Rect, unit: String, style: FigureStyle
  ) -> [Scene.Element] {
    let most = Double(max(1, counts.max() ?? 1))
    let axes = PlotAxes(
      frame: frame, xRange: 0...Double(counts.count), yRange: 0...most * 1.1,
      style: style)
    let bars = counts.enumerated().map { index, count in
      let (a, b) = (
        axes.place(Double(index), Double(count)),
        axes.place(Double(index + 1), 0)
      )
      return Scene.Element.rectangle(
        Rect(
          x: a.x + 1, y: a.y, width: b.x - a.x - 2,
          height: max(0, b.y - a.y)),
        .fill(style.theme.series[0].with(alpha: 190)))
    }
    return bars + ticks(axes, unit: unit)
      + [.rectangle(frame, .line(style.theme.muted, width: 0.75))]
      + plotHead(
        formula: "", words: "time scale",
        note: "median \(Numerals.short(median)) \(unit)s", over: frame,
        style: style)
  }

  private func ticks(_ axes: PlotAxes, unit: String) -> [Scene.Element] {
    let (frame, style) = (axes.frame, axes.style)
    let small = style.smallText
    let edges = Self.edges.enumerated().filter { index, _ in
      index % 3 == 0
    }
    let bottom = edges.map { index, edge in
      Scene.Element.label(
        Label(
          style.small(Numerals.tick(edge)),
          at: Point(
            axes.place(Double(index), 0).x, frame.maxY + 1.25 * small),
          anchor: .middle, colour: style.theme.muted))
    }
    let left = PlotAxes.ticks(
      axes.yRange, most: max(2, Int(frame.height / (2.4 * small)))
    ).filter { $0 == $0.rounded() }.map { value in
      Scene.Element.label(
        Label(
          style.small(Numerals.tick(value)),
          at: Point(
            frame.x - 0.5 * small,
            axes.place(0, value).y + FigureStyle.drop(small)), anchor: .end,
          colour: style.theme.muted))
    }
    let titles = [
      Label(
        Text(unit + "s", size: style.axisText),
        at: Point(
          frame.centre.x, frame.maxY + 1.5 * small + 1.1 * style.axisText),
        anchor: .middle, colour: style.theme.ink),
      Label(
        Text("units", size: style.axisText),
        at: Point(frame.x - 3.1 * small, frame.centre.y), anchor: .middle,
        colour: style.theme.ink, rotation: -90),
    ]
    return bottom + left + titles.map { .label($0) }
  }
}
