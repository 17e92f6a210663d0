import Drawing
import Wording

/// What stands behind the marks of a logarithmic plot: decades, ticks, titles,
/// and the two lines that say what a size means.
struct LogPlotGrid<Measure: TextMeasure> {
  let plot: LogPlot
  let style: FigureStyle
  let measure: Measure

  /// A line and a power of ten every few decades. Powers are written on the
  /// line, for a raised exponent would be too small for print.
  var decades: [Scene.Element] {
    let (frame, theme) = (plot.frame, style.theme)
    return plot.labelledDecades(spacing: 1.9 * style.smallText)
      .flatMap { decade -> [Scene.Element] in
        let y = plot.y(decade: decade)
        let text =
          decade == 0 ? "1" : "1e" + (decade < 0 ? "−" : "") + "\(abs(decade))"
        return [
          .line(from: Point(frame.x, y), to: Point(frame.maxX, y), hairline),
          label(
            style.small(text), x: frame.x - 0.6 * style.smallText,
            y: y + FigureStyle.drop(style.smallText), theme.muted,
            anchor: .end),
        ]
      }
  }

  /// Lines and numbers along the floor.
  var steps: [Scene.Element] {
    let most = max(2, plot.frame.width / (4.2 * style.smallText))
    let every = max(
      1,
      Int(
        clamping: ValueScale.oneTwoFive(
          atLeast: max(1, Double(plot.lastStep) / most))))
    return stride(from: 0, through: plot.lastStep, by: every).flatMap {
      step in
      let x = plot.x(step)
      return [
        .line(
          from: Point(x, plot.frame.y), to: Point(x, plot.frame.maxY), hairline),
        name("\(step)", x: x),
      ]
    }
  }

  private var hairline: Paint {
    .line(style.theme.hairline.with(alpha: 110), width: style.gridWidth)
  }

  /// What stands under a place on the floor.
  func name(_ text: String, x: Double) -> Scene.Element {
    label(
      style.small(text), x: x, y: plot.frame.maxY + 1.6 * style.smallText,
      style.theme.muted, anchor: .middle)
  }

  /// The frame, which lies over the grid.
  var frame: Scene.Element {
    .rectangle(
      plot.frame, .line(style.theme.muted, width: style.gridWidth))
  }

  /// What is measured, above, and what the axis counts, below.
  func titles(_ title: String, axis: String, in slot: Rect) -> [Scene.Element] {
    let frame = plot.frame
    let below = Text(axis, size: style.axisText)
    // A title wider than its plot starts with the slot instead.
    let half = measure.width(of: below) / 2
    return [
      label(
        Text(title, size: style.axisText, .bold), x: slot.x,
        y: slot.y + style.axisText, style.theme.ink),
      label(
        below,
        x: max(slot.x + half, min(frame.centre.x, slot.maxX - half)),
        y: frame.maxY + 1.6 * style.smallText + 1.5 * style.axisText,
        style.theme.ink, anchor: .middle),
    ]
  }

  func label(
    _ text: Text, x: Double, y: Double, _ colour: Colour,
    anchor: Label.Anchor = .start
  ) -> Scene.Element {
    .label(Label(text, at: Point(x, y), anchor: anchor, colour: colour))
  }
}

extension LogPlotGrid {
  /// The line of constant error flow, and the one under which it is lost.
  func references(
    explained: Bool, clearOf lines: [Path]
  ) -> [Scene.Element] {
    let width = style.lineWidth
    let flow = reference(
      1, explained ? "1: constant error flow" : nil, dash: [], lines)
    // The second label keeps clear of the first.
    let taken = flow.compactMap { element -> Path? in
      guard case .label(let label) = element else { return nil }
      let box = measure.box(of: label)
      return Path([Point(box.x, box.y), Point(box.maxX, box.maxY)])
    }
    return flow
      + reference(
        1.2e-7, explained ? "1.2e−7: float32 epsilon" : nil,
        dash: [2 * width, 2 * width], lines,
        taken: taken)
  }

  private func reference(
    _ value: Double, _ string: String?, dash: [Double], _ lines: [Path],
    taken: [Path] = []
  ) -> [Scene.Element] {
    let (frame, theme) = (plot.frame, style.theme)
    let y = plot.y(value)
    let line = Scene.Element.line(
      from: Point(frame.x, y), to: Point(frame.maxX, y),
      .line(theme.muted, width: 0.6 * style.lineWidth, dash: dash))
    guard let string else { return [line] }
    let text = style.small(string)
    return [line]
      + haloed(
        Label(
          text,
          at: clearPlace(
            for: text, besideLevel: y, lines, taken: taken),
          colour: theme.muted))
  }

  /// A label on a ground of the page's colour, so that no grid line strikes it
  /// through.
  func haloed(_ label: Label) -> [Scene.Element] {
    let box = measure.box(of: label).inset(by: -0.12 * label.text.size)
    return [
      .rectangle(box, .fill(style.theme.surface.with(alpha: 225))),
      .label(label),
    ]
  }

  /// Where a text over or under a level line meets the fewest lines.
  private func clearPlace(
    for text: Text, besideLevel y: Double, _ lines: [Path], taken: [Path]
  ) -> Point {
    let extent = measure.extent(of: text)
    let frame = plot.frame.inset(by: 0.6 * style.smallText)
    let shifts = [-0.45, 1.15, -1.8, 2.5].filter { shift in
      let baseline = y + shift * style.smallText
      return frame.y < baseline - style.smallText && baseline < frame.maxY
    }
    let candidates = shifts.flatMap { shift -> [Point] in
      (0...12).map { place -> Point in
        let left = (frame.width - extent.width) * Double(place) / 12
        return Point(frame.x + left, y + shift * style.smallText)
      }
    }
    func meetings(_ start: Point) -> Int {
      let box = Rect(
        x: start.x, y: start.y + extent.ink.y, width: extent.width,
        height: extent.ink.height
      ).inset(by: -0.3 * style.smallText)
      let isTaken = taken.contains { $0.meets(box) }
      return lines.count { $0.meets(box) } + (isTaken ? lines.count + 1 : 0)
    }
    // The first of the best, so that a figure without curves is orderly.
    return candidates.min { meetings($0) < meetings($1) } ?? frame.centre
  }
}
