import Drawing
import Inspection
import LSTMCore
import Wording

/// The end of a series and its future as a model has it: a plot for each
/// target, with bands where nine tenths and one half of what came lay around
/// what was said in the part that the model was not trained on.
package struct ForecastFigure: Figure {
  private let forecast: Forecast
  private let series: Series
  private let columns: [Int]
  /// The dates to come, where rows have dates at even steps.
  private let dates: FollowingDates?

  /// The most targets that are drawn.
  package static let most = 4

  /// The figure of a forecast beyond the last row of a series.
  package init(_ forecast: Forecast, after series: Series) {
    self.forecast = forecast
    let shown = max(2 * forecast.rows.count, 60)
    self.series = series.part(max(0, series.count - shown)..<series.count)
    columns = Array(forecast.columns.indices.prefix(Self.most))
    dates = FollowingDates(after: series.labels ?? [])
  }

  /// The picture.
  package func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    var y = style.margin
    var elements: [Scene.Element] = []
    for k in columns {
      let frame = frame(top: y + 1.6 * style.titleText, style)
      elements.append(.group(forecast.columns[k], panel(k, frame, style)))
      y = frame.maxY + PlotAxes.margins(style).below + style.smallText
    }
    let note = style.paragraph(note, y: &y, measure: measure)
    elements.append(.group("caption", note.map(Scene.Element.label)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "Forecast of \(names) over \(counted(forecast.rows.count, "row"))",
      summary: "The last \(counted(series.count, "row")), and on the right of "
        + "them what the model says comes next. "
        + note.map(\.text.string)
        .joined(separator: " "),
      background: style.theme.surface, elements: elements)
  }

  /// A row for each step and target: its date where that is known, what is said,
  /// and the quantiles around it.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["step"] + (dates == nil ? [] : ["date"]) + ["target", "forecast"]
        + Forecast.shares.map { "p" + plain($0 * 100, decimals: 0) },
      forecast.rows.enumerated().flatMap { step, row in
        forecast.columns.enumerated().map { k, name in
          let fan = forecast.fan(step, target: k)
          return ["\(step + 1)"] + (dates.map { [$0[step + 1]] } ?? [])
            + [name, row[k].field]
            + Forecast.shares.indices.map {
              (fan.isEmpty ? .nan : fan[$0]).field
            }
        }
      })
  }

  private var names: String {
    columns.map { forecast.columns[$0] }.joined(separator: ", ")
  }

  private func frame(top: Double, _ style: FigureStyle) -> Rect {
    let left = style.margin + PlotAxes.margins(style).left + style.smallText
    return Rect(
      x: left, y: top, width: style.width - style.margin - left,
      height: 1.4 * style.panelHeight)
  }

  private var last: String {
    series.labels?.last.map { $0.isEmpty ? "the last" : $0 } ?? "the last"
  }

  private var hasFan: Bool { !forecast.fan(0, target: 0).isEmpty }

  private var note: String {
    let bands =
      hasFan
      ? "The bands hold 90 and 50 % of what came around what was said, over up "
        + "to \(forecast.origins.max() ?? 0) starts in the rows kept from "
        + "training; they end where too few starts are left."
      : "There are too few rows kept from training to say how far off it may be."
    let more = forecast.columns.count - columns.count
    return bands
      + (more > 0 ? " \(more) more targets are not drawn." : "")
  }

  /// The values of a column of the series.
  private func history(_ target: Int) -> [Double] {
    let place =
      series.columns.firstIndex(of: forecast.columns[target]) ?? target
    return series.rows.map { $0[place] }
  }

  private func panel(
    _ target: Int, _ frame: Rect, _ style: FigureStyle
  ) -> [Scene.Element] {
    let past = history(target)
    let future = forecast.rows.map { $0[target] }
    let fans = Array(
      future.indices.map { forecast.fan($0, target: target) }
        .prefix { !$0.isEmpty })
    let values = past + future + fans.flatMap { $0 }
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let room = max(high - low, 1e-9) * 0.05
    let axes = PlotAxes(
      frame: frame, xRange: Double(-past.count)...Double(future.count),
      yRange: low - room...high + room, style: style)
    let line = past.enumerated().map {
      axes.place(Double($0 - past.count + 1), $1)
    }
    let said =
      [line[line.count - 1]]
      + future.enumerated().map { axes.place(Double($0 + 1), $1) }
    let blue = style.theme.series[0]
    return axes.elements(
      xTitle: "rows after \(last)"
        + (dates.map { ", to \($0[forecast.rows.count])" } ?? ""),
      yTitle: forecast.columns[target],
      countsX: true)
      + bands(fans, from: past.last ?? 0, axes)
      + [
        .path(Path(line), .line(style.theme.ink, width: 1.5)),
        .path(Path(said), .line(blue, width: 2)),
        .label(key(target, over: frame, style)),
      ]
  }

  /// The wider band and the narrower, from the last value on.
  private func bands(
    _ fans: [[Double]], from start: Double, _ axes: PlotAxes
  ) -> [Scene.Element] {
    guard !fans.isEmpty else { return [] }
    let blue = axes.style.theme.series[0]
    return [(0, 3, UInt8(45)), (1, 2, 80)].map { lower, upper, alpha in
      let over = fans.enumerated().map {
        axes.place(Double($0 + 1), $1[upper])
      }
      let under = fans.enumerated().map {
        axes.place(Double($0 + 1), $1[lower])
      }
      var path = Path([axes.place(0, start)] + over + under.reversed())
      path.close()
      return .path(path, .fill(blue.with(alpha: alpha)))
    }
  }

  private func key(
    _ target: Int, over frame: Rect, _ style: FigureStyle
  ) -> Label {
    let runs = [
      Text.Run(forecast.columns[target], .bold),
      Text.Run("  as it was", Text.Run.Style(colour: style.theme.ink)),
      Text.Run(
        "  as the model goes on",
        Text.Run.Style(colour: style.theme.series[0])),
    ]
    return Label(
      Text(runs, size: style.axisText),
      at: Point(frame.x, frame.y - 0.6 * style.axisText),
      colour: style.theme.ink)
  }
}
