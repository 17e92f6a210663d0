import Drawing
import Inspection
import LSTMCore
import Wording

/// Where a layer goes while it reads: a dot per place of the text, along the two
/// directions of most variance, coloured by groups, with their names. A short
/// text has its path from dot to dot, and its characters beside them.
package struct TrajectoryFigure: Figure {
  let trajectory: CorpusTrajectory
  /// What was read at each point; empty for none.
  let labels: [String]
  let groups: [Group]
  let groupOf: [Int]
  let corpus, element: String
  let label: String?
  let isOrdered, isAlongLabel: Bool

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
  ///   - labels: what was read at each point, for letters beside the dots.
  ///   - label: what the groups are of; nil for what is read.
  ///   - isOrdered: whether the groups go from little to much.
  ///   - isAlongLabel: whether the first direction is the label's.
  package init(
    _ trajectory: CorpusTrajectory, names: [String], groupOf: [Int],
    corpus: String, element: String = "character", labels: [String] = [],
    label: String? = nil, isOrdered: Bool = false, isAlongLabel: Bool = false
  ) {
    self.trajectory = trajectory
    (self.corpus, self.element, self.labels) = (corpus, element, labels)
    (self.label, self.isOrdered) = (label, isOrdered)
    self.isAlongLabel = isAlongLabel
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
    let plot = PlotAxes(
      holding: trajectory.points.map { Point($0.x, $0.y) }, in: frame,
      style: style)
    var elements: [Scene.Element] = [
      .group("title", [title(style)]),
      .group("axes", axes(plot)),
      .group("path", path(plot, style)),
      .group("dots", dots(plot, style)),
      .group("letters", letters(plot, style, measure)),
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
            + (style.isNarrow
              ? ""
              : isAlongLabel
                ? ", along \(label ?? "") and across"
                : ", principal components"),
          Text.Run.Style(colour: style.theme.muted)),
      ]
    return .label(
      Label(
        Text(runs, size: style.titleText),
        at: Point(frame(style).x, style.margin + style.titleText),
        colour: style.theme.ink))
  }

  /// Every so many points have a dot.
  var drawn: [Int] {
    let count = trajectory.points.count
    let every = (count + Self.mostDots - 1) / Self.mostDots
    return Array(stride(from: 0, to: count, by: max(1, every)))
  }

  private func dots(_ plot: PlotAxes, _ style: FigureStyle) -> [Scene
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
        groupOf[k], at: place(trajectory.points[k], plot), radius: radius,
        style,
        alpha: 150)
    }
  }

  func place(_ point: CorpusTrajectory.Point, _ plot: PlotAxes) -> Point {
    plot.place(point.x, point.y)
  }

  /// A dot of a group: its colour, and a shape that neighbours in the legend do
  /// not have.
  private func mark(
    _ group: Int, at point: Point, radius: Double, _ style: FigureStyle,
    alpha: UInt8 = 255
  ) -> Scene.Element {
    let look =
      isOrdered
      ? SeriesLook(
        shade: Double(group) / Double(max(1, groups.count - 1)),
        in: style.theme) : SeriesLook(group, in: style.theme)
    return SeriesLook.mark(
      isOrdered ? 0 : group, at: point, radius: radius,
      .fill(look.colour.with(alpha: alpha)))
  }

  private func axes(_ plot: PlotAxes) -> [Scene.Element] {
    plot.elements(
      xTitle: axisTitle(0, isShort: plot.style.isNarrow),
      yTitle: axisTitle(1, isShort: plot.style.isNarrow),
      yNames: trajectory.shares.count < 2 ? [] : nil)
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
