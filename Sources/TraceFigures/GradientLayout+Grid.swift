import Drawing

extension GradientLayout {
  /// Decades, steps and the floor.
  func grid(labels baseline: Double) -> [Scene.Element] {
    let (frame, theme) = (plot.frame, style.theme)
    let hairline = Paint.line(theme.hairline.with(alpha: 110), width: 0.75)
    let rows = plot.labelledDecades(spacing: 1.6 * style.smallText)
      .flatMap { decade -> [Scene.Element] in
        let y = plot.y(power(decade))
        return [
          .line(
            from: Point(frame.x, y), to: Point(frame.maxX, y), hairline),
          label(
            powerText(decade), x: frame.x - 0.6 * style.smallText,
            y: y + FigureStyle.drop(style.smallText), theme.muted,
            anchor: .end),
        ]
      }
    let every = max(
      1,
      Int(
        ValueScale.oneTwoFive(
          atLeast: max(1, Double(plot.lastStep) / 12))))
    let columns = stride(from: 0, through: plot.lastStep, by: every)
      .flatMap { step -> [Scene.Element] in
        let x = plot.x(step)
        return [
          .line(
            from: Point(x, frame.maxY),
            to: Point(x, frame.maxY + 0.35 * style.smallText),
            .line(theme.muted, width: 0.75)),
          label(
            style.small("\(step)"), x: x, y: baseline, theme.muted,
            anchor: .middle),
        ]
      }
    let floor = Scene.Element.line(
      from: Point(frame.x, frame.maxY), to: Point(frame.maxX, frame.maxY),
      .line(theme.muted, width: 1))
    return rows + columns + [floor]
  }

  private func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1) { value, _ in
      exponent < 0 ? value / 10 : value * 10
    }
  }

  private func powerText(_ exponent: Int) -> Text {
    guard exponent != 0 else { return style.small("1") }
    let sign = exponent < 0 ? "−" : ""
    return Text(
      [
        Text.Run("10"),
        Text.Run(
          "\(sign)\(abs(exponent))", Text.Run.Style(script: .raised)),
      ], size: style.smallText)
  }

  /// The line of constant error flow, and the one under which it is lost.
  var references: [Scene.Element] {
    let (frame, theme) = (plot.frame, style.theme)
    func reference(
      _ value: Double, _ string: String, dash: [Double]
    ) -> [Scene.Element] {
      let y = plot.y(value)
      let text = style.small(string)
      return [
        .line(
          from: Point(frame.x, y), to: Point(frame.maxX, y),
          .line(theme.muted, width: 0.6 * lineWidth, dash: dash)),
        .label(
          Label(
            text, at: clearPlace(for: text, besideLevel: y),
            colour: theme.muted)),
      ]
    }
    return reference(1, "1: constant error flow", dash: [])
      + reference(
        1.2e-7,
        "1.2 × 10⁻⁷: float32 epsilon",
        dash: [2 * lineWidth, 2 * lineWidth])
  }

  /// Where a text over or under a level line meets the fewest curves.
  private func clearPlace(
    for text: Text, besideLevel y: Double
  ) -> Point {
    let extent = measure.extent(of: text)
    let frame = plot.frame.inset(by: 0.6 * style.smallText)
    let curves = figure.series.flatMap {
      [$0.median, $0.directPath ?? []]
    }.flatMap { plot.path($0).points }
    let candidates = [-0.45, 1.15].flatMap { shift in
      (0...12).map { place in
        Point(
          frame.x + (frame.width - extent.width) * Double(place) / 12,
          y + shift * style.smallText)
      }
    }
    func meetings(_ start: Point) -> Int {
      let box = Rect(
        x: start.x, y: start.y + extent.ink.y, width: extent.width,
        height: extent.ink.height
      ).inset(by: -0.2 * style.smallText)
      return curves.count {
        box.overlaps(Rect(around: $0, width: 0, height: 0))
      }
    }
    // The first of the best, so that a figure without curves is orderly.
    return candidates.min { meetings($0) < meetings($1) } ?? frame.centre
  }
}
