import Drawing
import Inspection
import LSTMCore
import Wording

/// Where a layer goes while it reads: a dot per place of the text, along the two
/// directions of most variance, coloured by groups, with their names.
package struct TrajectoryFigure: Figure {
  private let trajectory: CorpusTrajectory
  private let groups: [Group]
  private let groupOf: [Int]
  private let corpus, element: String

  /// A name and how many dots have it.
  struct Group: Sendable {
    let name: String
    let count: Int
  }

  /// The most dots drawn; the directions come from all places.
  package static let mostDots = 4_000

  /// A figure of a trajectory.
  ///
  /// - Parameters:
  ///   - names: the groups, in the order of the legend.
  ///   - groupOf: for each point of the trajectory its group, by index.
  ///   - corpus: what the text is called, for the caption.
  ///   - element: what a step reads, in a word.
  package init(
    _ trajectory: CorpusTrajectory, names: [String], groupOf: [Int],
    corpus: String, element: String = "character"
  ) {
    self.trajectory = trajectory
    (self.corpus, self.element) = (corpus, element)
    groups = names.indices.map { k in
      Group(name: names[k], count: groupOf.count { $0 == k })
    }
    self.groupOf = groupOf
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let frame = frame(style)
    let plot = TrajectoryAxes(trajectory, frame: frame)
    var elements: [Scene.Element] = [
      .group("title", [title(style)]),
      .group("axes", axes(plot, style)),
      .group("dots", dots(plot, style)),
    ]
    var bottom = frame.maxY + 5 + 3.2 * style.smallText + 1.8 * style.axisText
    elements.append(
      .group(
        "legend",
        style.isNarrow
          ? legendBelow(&bottom, style, measure) : legend(frame, style)))
    bottom -= 1.45 * style.smallText
    let lines = style.paragraph(caption, y: &bottom, measure: measure)
    elements.append(.group("caption", lines.map(Scene.Element.label)))
    return Scene(
      width: style.width,
      height: (bottom + 1.45 * style.smallText + style.margin / 2).rounded(.up),
      title: "Where \(trajectory.quantity.name) of layer "
        + "\(trajectory.layer) goes while it reads \(corpus)",
      summary: caption, background: style.theme.surface, elements: elements)
  }

  private func frame(_ style: FigureStyle) -> Rect {
    let left = style.margin + 4.5 * style.axisText
    let right = style.margin + (style.isNarrow ? 0 : 10 * style.axisText)
    let top = style.margin + 2 * style.titleText
    let width = style.width - left - right
    return Rect(x: left, y: top, width: width, height: 0.72 * width)
  }

  private func title(_ style: FigureStyle) -> Scene.Element {
    let runs =
      Formula.runs(trajectory.quantity.formula)
      + [
        Text.Run("  \(trajectory.quantity.name)", .bold),
        Text.Run(
          "  layer \(trajectory.layer)"
            + (style.isNarrow ? "" : ", principal components"),
          Text.Run.Style(colour: style.theme.muted)),
      ]
    return .label(
      Label(
        Text(runs, size: style.titleText),
        at: Point(frame(style).x, style.margin + style.titleText),
        colour: style.theme.ink))
  }

  private var caption: String {
    """
    \(counted(trajectory.points.count, "evenly spaced place")) of \(corpus), \
    \(drawn.count) of them drawn. Each mark is the layer's state after it has \
    read a \(element), in the colour and shape of that \(element)’s group. The two directions \
    are those of most variance over all places.
    """
  }

  /// Every so many points have a dot.
  private var drawn: [Int] {
    let count = trajectory.points.count
    let every = (count + Self.mostDots - 1) / Self.mostDots
    return Array(stride(from: 0, to: count, by: max(1, every)))
  }

  private func dots(_ plot: TrajectoryAxes, _ style: FigureStyle) -> [Scene
    .Element]
  {
    let isSparse = drawn.count < 500
    let radius = (style.wholeCells ? 2.6 : 1.0) * (isSparse ? 1.6 : 1)
    // Rare groups lie on top, or nobody would see them.
    let order = drawn.sorted {
      (groups[groupOf[$1]].count, $0) < (groups[groupOf[$0]].count, $1)
    }
    return order.map { k in
      mark(
        groupOf[k], at: plot.place(trajectory.points[k]), radius: radius, style,
        alpha: 150)
    }
  }

  /// A dot of a group: its colour, and a shape that neighbours in the legend do
  /// not have.
  private func mark(
    _ group: Int, at point: Point, radius: Double, _ style: FigureStyle,
    alpha: UInt8 = 255
  ) -> Scene.Element {
    SeriesLook.mark(
      group, at: point, radius: radius,
      .fill(
        SeriesLook(group, in: style.theme).colour.with(alpha: alpha)))
  }

  private func axes(_ plot: TrajectoryAxes, _ style: FigureStyle) -> [Scene
    .Element]
  {
    let frame = plot.frame
    func percent(_ k: Int) -> String {
      guard trajectory.shares.indices.contains(k) else { return "0%" }
      return "\(Numerals.short((trajectory.shares[k] * 1000).rounded() / 10))%"
    }
    let share = style.isNarrow ? "" : " of the variance"
    var elements: [Scene.Element] = [
      .rectangle(frame, .line(style.theme.hairline, width: 1)),
      .label(
        Label(
          Text(
            "first component (\(percent(0))\(share))",
            size: style.axisText),
          at: Point(
            frame.centre.x,
            frame.maxY + 5 + 1.4 * style.smallText + 1.2 * style.axisText),
          anchor: .middle, colour: style.theme.ink)),
      .label(
        Label(
          Text(
            "second component (\(percent(1))\(share))",
            size: style.axisText),
          at: Point(style.margin + style.axisText, frame.centre.y),
          anchor: .middle, colour: style.theme.ink, rotation: -90)),
    ]
    for (value, x) in plot.ticksX {
      elements += [
        .line(
          from: Point(x, frame.maxY), to: Point(x, frame.maxY + 4),
          .line(style.theme.muted, width: 0.75)),
        .label(
          Label(
            style.small(value),
            at: Point(x, frame.maxY + 5 + style.smallText), anchor: .middle,
            colour: style.theme.muted)),
      ]
    }
    for (value, y) in plot.ticksY {
      elements += [
        .line(
          from: Point(frame.x - 4, y), to: Point(frame.x, y),
          .line(style.theme.muted, width: 0.75)),
        .label(
          Label(
            style.small(value),
            at: Point(frame.x - 7, y + FigureStyle.drop(style.smallText)),
            anchor: .end, colour: style.theme.muted)),
      ]
    }
    return elements
  }

  private var present: [Int] {
    groups.indices.filter { groups[$0].count > 0 }
  }

  private func legend(_ frame: Rect, _ style: FigureStyle) -> [Scene.Element] {
    present.enumerated().flatMap { row, group in
      entry(
        of: group,
        at: Point(
          frame.maxX + 1.2 * style.axisText,
          frame.y + (0.8 + 1.6 * Double(row)) * style.axisText), style)
    }
  }

  /// The legend of a page of one column, in rows from a height on.
  private func legendBelow(
    _ y: inout Double, _ style: FigureStyle, _ measure: some TextMeasure
  ) -> [Scene.Element] {
    let left = style.margin + 0.4 * style.axisText
    var x = left
    var elements: [Scene.Element] = []
    for group in present {
      let text = Text(groups[group].name, size: style.axisText)
      let width = measure.width(of: text) + 2.2 * style.axisText
      if x + width > style.width - style.margin, x > left {
        (x, y) = (left, y + 1.6 * style.axisText)
      }
      elements += entry(of: group, at: Point(x, y), style)
      x += width
    }
    y += 2 * style.axisText
    return elements
  }

  private func entry(
    of group: Int, at point: Point, _ style: FigureStyle
  ) -> [Scene.Element] {
    [
      mark(group, at: point, radius: 0.32 * style.axisText, style),
      .label(
        Label(
          Text(groups[group].name, size: style.axisText),
          at: point
            + Point(0.8 * style.axisText, FigureStyle.drop(style.axisText)),
          colour: style.theme.ink)),
    ]
  }
}

extension TrajectoryFigure {
  /// Every place with its two components and its group.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["position", "first", "second", "group"],
      trajectory.points.enumerated().map { k, point in
        [
          "\(point.position)", point.x.field, point.y.field,
          groups[groupOf[k]].name,
        ]
      })
  }
}
