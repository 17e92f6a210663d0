import Drawing
import Experiments
import Wording

/// Where the states of untrained networks of 1997 go while nothing happens that
/// matters: under two rules beside each other, and their spread against time.
package struct StateDriftFigure: Equatable, Figure {
  /// A panel each; the first sets the scale.
  package var drifts: [StateDrift]
  /// What the networks read, as "experiment 2c".
  package var task: String

  /// A figure of the given rules.
  package init(_ drifts: [StateDrift], task: String) {
    (self.drifts, self.task) = (drifts, task)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let width = style.width - 2 * style.margin
    // Beside each other where the headings have room.
    let fits = width / Double(drifts.count + 1) >= 16 * style.axisText
    let columns = fits ? drifts.count + 1 : 1
    let slot = width / Double(columns)
    let (left, below) = PlotAxes.margins(style)
    let head = 2.4 * style.axisText
    let height = min(0.8 * slot, 0.5 * style.width) * style.stretch
    let top = style.margin + 1.9 * style.titleText
    let slotHeight = head + height + below + 0.8 * style.axisText
    func frame(_ index: Int) -> Rect {
      Rect(
        x: style.margin + Double(index % columns) * slot + left,
        y: top + Double(index / columns) * slotHeight + head,
        width: slot - left - 1.2 * style.smallText, height: height)
    }
    var elements: [Scene.Element] = [
      .group(
        "title",
        [title("States before any learning", size: style.titleText, style)])
    ]
    for (index, drift) in drifts.enumerated() {
      elements.append(
        .group(
          "panel \(drift.rule.rawValue)",
          lines(drift, colour: index, frame(index), style)))
    }
    elements.append(.group("panel spread", spread(frame(drifts.count), style)))
    var y = top + Double((drifts.count + columns) / columns) * slotHeight
    elements.append(
      .group(
        "caption",
        style.paragraph(caption, leading: 1.3, y: &y, measure: measure)
          .map(Scene.Element.label)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "States before any learning", summary: summary,
      background: style.theme.surface, elements: elements)
  }

  private func title(
    _ text: String, size: Double, _ style: FigureStyle
  ) -> Scene.Element {
    .label(
      Label(
        Text(text, size: size, .bold),
        at: Point(style.margin, style.margin + size), colour: style.theme.ink))
  }

  private var steps: Int { drifts.map(\.steps).min() ?? 1 }

  // MARK: Panels

  /// How many networks are drawn, so that lines can be followed.
  private static let drawn = 12

  private func lines(
    _ drift: StateDrift, colour: Int, _ frame: Rect, _ style: FigureStyle
  ) -> [Scene.Element] {
    let shown = drift.states.prefix(Self.drawn)
    let most =
      drifts.flatMap { $0.states.prefix(Self.drawn).flatMap(\.self) }
      .map(\.magnitude).max() ?? 1
    let axes = PlotAxes(
      frame: frame, xRange: 0...Double(steps),
      yRange: -1.05 * most...1.05 * most, style: style)
    let paint = Paint.line(
      style.theme.series[colour].with(alpha: 190), width: style.lineWidth / 2)
    return axes.elements(xTitle: "step", yTitle: "s", countsX: true)
      + shown.map { .path(line($0, axes), paint) }
      + heading(drift.rule.rawValue, frame, style)
  }

  /// A state against the step; some 250 points say as much as a thousand.
  private func line(_ states: [Double], _ axes: PlotAxes) -> Path {
    var path = Path()
    path.move(to: axes.place(0, 0))
    let every = max(1, steps / 250)
    for t in stride(from: every - 1, to: min(steps, states.count), by: every) {
      path.line(to: axes.place(Double(t + 1), states[t]))
    }
    return path
  }

  /// The root mean square against the step, on two logarithmic axes, where a
  /// power of time is a straight line.
  private func spread(_ frame: Rect, _ style: FigureStyle) -> [Scene.Element] {
    let times = sampled
    let all = drifts.flatMap { drift in
      times.map { log10(drift.rootMeanSquare(after: $0)) }
    }.filter(\.isFinite)
    let low = floor(all.min() ?? -1)
    let axes = PlotAxes(
      frame: frame, xRange: 0...log10(Double(max(steps, 10))),
      yRange: low...max(low + 1, ceil(all.max() ?? 1)), style: style)
    // The heading says what stands upright, where the ticks leave no room.
    let around = axes.elements(
      xTitle: "step", yTitle: "", countsX: true,
      format: { Numerals.tick(pow(10, $0)) }
    ).dropLast()
    return Array(around)
      + drifts.enumerated().flatMap { index, drift in
        curve(drift, times, axes, style.theme.series[index], style)
      } + heading("root mean square of s", frame, style)
  }

  private func curve(
    _ drift: StateDrift, _ times: [Int], _ axes: PlotAxes, _ colour: Colour,
    _ style: FigureStyle
  ) -> [Scene.Element] {
    let points = times.map {
      axes.place(
        log10(Double($0)), log10(drift.rootMeanSquare(after: $0)))
    }
    guard let end = points.last else { return [] }
    var path = Path()
    path.move(to: points[0])
    for point in points.dropFirst() { path.line(to: point) }
    return [
      .path(path, .line(colour, width: style.lineWidth)),
      .label(
        Label(
          style.small("~ t^" + plain(exponent(drift), decimals: 2)),
          at: Point(
            end.x - 0.4 * style.smallText, end.y - 0.6 * style.smallText),
          anchor: .end, colour: style.theme.ink)),
    ]
  }

  private func heading(
    _ text: String, _ frame: Rect, _ style: FigureStyle
  ) -> [Scene.Element] {
    [
      .label(
        Label(
          Text(text, size: style.axisText, .bold),
          at: Point(frame.x, frame.y - 0.6 * style.axisText),
          colour: style.theme.ink))
    ]
  }

  // MARK: Numbers

  /// Steps at equal distances of their logarithms.
  private var sampled: [Int] {
    let count = 40
    let all = (0...count).map { k in
      Int(
        clamping: pow(Double(steps), Double(k) / Double(count)),
        rounded: .toNearestOrAwayFromZero)
    }
    return Array(Set(all.map { min(max($0, 1), steps) })).sorted()
  }

  /// Over the latter nine tenths.
  private func exponent(_ drift: StateDrift) -> Double {
    drift.exponent(from: max(1, steps / 10), to: steps)
  }

  private var caption: String {
    "The state of one cell of untrained networks that read \(task), "
      + "\(min(Self.drawn, drifts.first?.states.count ?? 0)) of "
      + "\(drifts.first?.states.count ?? 0) drawn. Whatever is constant in a "
      + "cell's net input is added at every step: the state runs off along a "
      + "straight line. Where its net input holds the inputs alone, it walks at "
      + "random, and only the mean of what it reads adds up."
  }

  private var summary: String {
    drifts.map {
      "\($0.rule.rawValue): a root mean square of "
        + "\(plain($0.rootMeanSquare(after: steps), decimals: 2)) after "
        + "\(steps) steps, growing as t to the power of "
        + "\(plain(exponent($0), decimals: 2))."
    }.joined(separator: " ")
  }
}

extension StateDriftFigure {
  /// Every state of every network.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["rule", "network", "step", "state"],
      drifts.flatMap { drift in
        drift.states.enumerated().flatMap { network, states in
          states.enumerated().map { step, state in
            [drift.rule.rawValue, "\(network)", "\(step + 1)", state.field]
          }
        }
      })
  }
}
