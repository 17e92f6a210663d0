import Drawing
import Inspection
import Wording

/// How often each unit's gates are shut or open: a panel per gate with a point a
/// unit, and the units' time scales.
///
///     let scene = SaturationFigure(saturation, layer: 0)
///       .scene(measure: Typesetter())
package struct SaturationFigure: Equatable, Figure {
  /// What was counted; of a cell that has gates.
  package var saturation: Saturation
  /// The layer.
  package var layer: Int

  /// What a step is, such as an hour where rows are an hour apart.
  package var step: String

  /// A figure of what was counted in a layer.
  package init(_ saturation: Saturation, layer: Int, step: String = "step") {
    (self.saturation, self.layer, self.step) = (saturation, layer, step)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    SaturationLayout(self, style: style, measure: measure).scene
  }
}

private struct SaturationLayout<Measure: TextMeasure> {
  let figure: SaturationFigure
  let style: FigureStyle
  let measure: Measure

  init(_ figure: SaturationFigure, style: FigureStyle, measure: Measure) {
    (self.figure, self.style, self.measure) = (figure, style, measure)
  }

  private var gates: [GateSaturation] { figure.saturation.gates }
  private var forgetGate: GateSaturation? {
    gates.first { $0.quantity == .forgetGate }
  }

  var scene: Scene {
    let count = gates.count + (forgetGate == nil ? 0 : 1)
    let least = 14 * style.axisText
    let room = style.width - 2 * style.margin
    let fitting = max(1, min(count, Int(room / least)))
    // Rows of equal length look better than one full and one with a rest.
    let rows = (count + fitting - 1) / fitting
    let columns = (count + rows - 1) / rows
    let pitch = room / Double(columns)
    let (left, below) = PlotAxes.margins(style)
    let side = min(pitch - left - 0.8 * style.axisText, 340) * style.stretch
    let head = 1.5 * style.titleText + 1.3 * style.smallText
    let height = head + side + below + 0.8 * style.axisText
    func frame(_ index: Int) -> Rect {
      Rect(
        x: style.margin + Double(index % columns) * pitch + left,
        y: style.margin + Double(index / columns) * height + head,
        width: side, height: side)
    }
    var elements = gates.enumerated().map { index, gate in
      Scene.Element.group(
        "panel \(gate.quantity.key)", panel(of: gate, in: frame(index)))
    }
    if let forgetGate {
      elements.append(
        .group(
          "panel time scales",
          TimeScaleHistogram(forgetGate).elements(
            in: frame(gates.count), unit: figure.step, style: style)))
    }
    var y = style.margin + Double(rows) * height
    elements.append(.group("caption", caption(y: &y)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "Saturation of the gates of layer \(figure.layer)",
      summary: summary, background: style.theme.surface, elements: elements)
  }

  private func panel(
    of gate: GateSaturation, in frame: Rect
  ) -> [Scene.Element] {
    // A little beyond 0 and 1, where most units are: no point is cut.
    let axes = PlotAxes(
      frame: frame, xRange: -0.04...1.04, yRange: -0.04...1.04, style: style)
    let radius = max(1.2, 0.011 * frame.width)
    let places = Dictionary(grouping: gate.units.indices) {
      SharePair(shut: gate.shutShare(at: $0), open: gate.openShare(at: $0))
    }
    // Equal counts in an order of their own, for equal bytes.
    let ordered = places.sorted {
      ($0.value.count, $0.key.shut, $0.key.open)
        > ($1.value.count, $1.key.shut, $1.key.open)
    }
    let points = ordered.map { pair, units in
      Scene.Element.circle(
        axes.place(pair.shut, pair.open),
        // An area a unit, as far as there is room.
        radius: radius * min(5, Double(units.count).squareRoot()),
        Paint(
          fill: style.theme.series[0].with(alpha: 110),
          stroke: Stroke(
            style.theme.series[0].with(alpha: 200), width: 0.4 * radius)))
    }
    return axes.elements(
      xTitle: "share of steps shut", yTitle: "share of steps open")
      + [
        .line(
          from: axes.place(0, 1), to: axes.place(1, 0),
          .line(style.theme.hairline, width: 1))
      ]
      + points
      + names(
        of: ordered.map { ($0.key, $0.value.map { gate.units[$0] }) },
        radius: radius, on: axes)
      + head(of: gate, over: frame)
  }

  /// The numbers of the units that stand furthest from all others, where there
  /// is room for them.
  private func names(
    of places: [(pair: SharePair, units: [Int])], radius: Double,
    on axes: PlotAxes
  ) -> [Scene.Element] {
    let points = places.map { axes.place($0.pair.shut, $0.pair.open) }
    let alone = places.indices.filter { places[$0].units.count == 1 }
    let apart = alone.map { index in
      (
        index: index,
        distance: points.indices.filter { $0 != index }
          .map { (points[$0] - points[index]).length }.min() ?? 0
      )
    }.filter { $0.distance > 0.07 * axes.frame.width }
      .sorted { ($0.distance, $1.index) > ($1.distance, $0.index) }
    var taken = points.map {
      Rect(around: $0, width: 2 * radius, height: 2 * radius)
    }
    return apart.prefix(3).compactMap { index, _ in
      let text = style.small("\(places[index].units[0])")
      let (width, height) = (measure.width(of: text), style.smallText)
      let away = 2 * radius + width / 2
      let box = [Point(away, 0), Point(-away, 0)].map {
        Rect(around: points[index] + $0, width: width, height: height)
      }.first { box in
        axes.frame.contains(box) && !taken.contains { $0.overlaps(box) }
      }
      guard let box else { return nil }
      taken.append(box)
      return .label(
        Label(
          text, at: box.centre + Point(0, FigureStyle.drop(height)),
          anchor: .middle, colour: style.theme.ink))
    }
  }

  private func head(
    of gate: GateSaturation, over frame: Rect
  ) -> [Scene.Element] {
    let units = gate.units.indices
    let shut = units.map(gate.shutShare).reduce(0, +) / Double(units.count)
    let open = units.map(gate.openShare).reduce(0, +) / Double(units.count)
    return plotHead(
      formula: gate.quantity.formula, words: gate.quantity.name,
      note: "\(wholePercent(shut)) shut, \(wholePercent(open)) open",
      over: frame, style: style)
  }

  private func caption(y: inout Double) -> [Scene.Element] {
    let units = counted(gates.first?.units.count ?? 0, "unit")
    let steps = counted(figure.saturation.count, "step")
    let paragraph = """
      Layer \(figure.layer), \(units), \(steps). A point is a unit, a larger one \
      several at the same place; numbers name units far from all others. \
      Shut: below 0.1. Open: above 0.9. On the diagonal a \
      gate is always one of the two, a switch; towards 0, 0 it is in between. \
      Percentages are means over units.\(timeScaleNote)\(shortNote)
      """
    y += 0.3 * style.smallText
    return style.paragraph(paragraph, y: &y, measure: measure)
      .map(Scene.Element.label)
  }

  /// Under so many steps shares say more of the text than of the units.
  private static var fewSteps: Int { 200 }

  private var shortNote: String {
    figure.saturation.count >= Self.fewSteps
      ? ""
      : " So few steps say more of the text than of the units: read some "
        + "\(Self.fewSteps) or more."
  }

  private var timeScaleNote: String {
    forgetGate == nil
      ? ""
      : " The time scale is 1/(1 − mean f), of the direct path through C "
        + "alone; the last bar holds 1000 \(figure.step)s and more."
  }

  private var summary: String {
    gates.map { gate in
      let units = gate.units.indices
      let shut = units.map(gate.shutShare).reduce(0, +) / Double(units.count)
      let open = units.map(gate.openShare).reduce(0, +) / Double(units.count)
      return
        "The \(gate.quantity.name) is shut at \(wholePercent(shut)) and open "
        + "at \(wholePercent(open)) of the steps, averaged over units."
    }.joined(separator: " ")
  }
}

/// How often a unit's gate is shut, and how often open.
private struct SharePair: Hashable {
  let shut, open: Double
}

/// The title over a plot, and a note under the title.
func plotHead(
  formula: String, words: String, note: String, over frame: Rect,
  style: FigureStyle
) -> [Scene.Element] {
  let size = 0.85 * style.titleText
  let gap = formula.isEmpty ? "" : "  "
  let runs = Formula.runs(formula) + [Text.Run(gap + words, .bold)]
  return [
    .label(
      Label(
        Text(runs, size: size),
        at: Point(frame.x, frame.y - 1.3 * style.smallText - 0.45 * size),
        colour: style.theme.ink)),
    .label(
      Label(
        style.small(note), at: Point(frame.x, frame.y - 0.6 * style.smallText),
        colour: style.theme.muted)),
  ]
}

extension SaturationFigure {
  /// How often each unit's gates are shut and open.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["layer", "gate", "unit", "shut", "open"],
      saturation.gates.flatMap { gate in
        gate.units.indices.map { index in
          [
            "\(layer)", gate.quantity.key, "\(gate.units[index])",
            gate.shutShare(at: index).field, gate.openShare(at: index).field,
          ]
        }
      })
  }
}
