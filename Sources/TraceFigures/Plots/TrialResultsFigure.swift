import Drawing
import Experiments
import Wording

/// Trials of the experiments of 1997 beside what the paper reports: a row a
/// condition, a dot per trial, on a logarithmic axis of training sequences.
package struct TrialResultsFigure: Equatable, Figure {
  /// The rows; neighbours of one experiment stand under its title.
  package var outcomes: [PaperOutcome]

  /// A figure of the given rows.
  package init(_ outcomes: [PaperOutcome]) { self.outcomes = outcomes }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    TrialResultsLayout(figure: self, style: style, measure: measure).scene
  }

  /// The condition, what is changed in it, and the criterion where there are
  /// several.
  fileprivate func name(of outcome: PaperOutcome) -> String {
    let change =
      outcome.rule == .nothingConstant
      ? [Substring("(nothing constant)")]
      : Array(outcome.method.split(separator: "-", maxSplits: 1).dropFirst())
    let isShared = outcomes.contains {
      $0.condition == outcome.condition && $0.method == outcome.method
        && $0.criterion != outcome.criterion
    }
    return ([outcome.condition] + change.map(String.init))
      .joined(separator: " ") + (isShared ? ", \(outcome.criterion)" : "")
  }

  fileprivate var summary: String {
    outcomes.map { row in
      "\(row.condition) \(row.method) \(row.criterion): "
        + "\(row.solved.count) of \(row.trials) solved; the paper's mean is "
        + "\(row.published)."
    }.joined(separator: " ")
  }
}

extension PaperOutcome {
  fileprivate var trials: Int { solved.count + unsolved.count }
  /// How many of how many.
  fileprivate var share: String { "\(solved.count)/\(trials)" }
}

private struct TrialResultsLayout<Measure: TextMeasure> {
  let figure: TrialResultsFigure
  let style: FigureStyle
  let measure: Measure

  private let hasNamesAbove: Bool
  /// Where the axis begins and ends.
  private let left: Double
  private let right: Double
  /// The logarithms there: a whole power of ten below all numbers, and a little
  /// above the largest.
  private let range: ClosedRange<Double>

  private static var title: String { "The experiments of 1997, run again" }

  private var small: Double { style.smallText }
  private var rowHeight: Double { 1.5 * small }

  init(figure: TrialResultsFigure, style: FigureStyle, measure: Measure) {
    (self.figure, self.style, self.measure) = (figure, style, measure)
    func width(_ text: String) -> Double {
      measure.width(of: style.small(text))
    }
    let names = figure.outcomes.map { width(figure.name(of: $0)) }.max() ?? 0
    // On a narrow page names stand over their rows.
    hasNamesAbove = names > 0.45 * style.width
    left =
      style.margin + style.smallText + (hasNamesAbove ? 0 : names)
    right =
      style.width - style.margin - 2.8 * style.smallText
      - (figure.outcomes.map { width($0.share) }.max() ?? 0)
    let all = figure.outcomes.flatMap {
      $0.solved + $0.unsolved + [$0.published]
    }
    let low = floor(log10(Double(max(1, all.min() ?? 1_000))))
    let high = log10(Double(max(1, all.max() ?? 1_000_000))) + 0.05
    range = low...max(low + 1, high)
  }

  var scene: Scene {
    var y = style.margin + style.titleText
    var elements: [Scene.Element] = [
      .group(
        "title",
        [
          .label(
            Label(
              Text(Self.title, size: style.titleText, .bold),
              at: Point(style.margin, y), colour: style.theme.ink))
        ])
    ]
    y += 1.2 * style.titleText
    elements += rows(y: &y)
    y += 1.4 * small
    elements.append(.group("axis", axis(y: &y)))
    elements.append(.group("caption", key(y: &y)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: Self.title, summary: figure.summary,
      background: style.theme.surface, elements: elements)
  }

  /// The rows under the titles of their experiments, over lines of the axis.
  private func rows(y: inout Double) -> [Scene.Element] {
    var grids: [Scene.Element] = []
    var first = y
    var rows: [Scene.Element] = []
    for (index, outcome) in figure.outcomes.enumerated() {
      if index == 0
        || figure.outcomes[index - 1].experiment != outcome.experiment
      {
        y += 0.5 * rowHeight
        rows.append(heading(outcome.experiment, y: y))
        y += rowHeight
        first = y - rowHeight / 2
      }
      let nameY = y
      if hasNamesAbove { y += 0.9 * rowHeight }
      rows.append(
        .group(
          "\(outcome.condition) \(outcome.method) \(outcome.criterion)",
          row(outcome, y: y, nameY: nameY)))
      y += rowHeight
      if index + 1 == figure.outcomes.count
        || figure.outcomes[index + 1].experiment != outcome.experiment
      {
        grids += grid(from: first, to: y - rowHeight / 2)
      }
    }
    return grids + rows
  }

  // MARK: Places

  private func x(power: Double) -> Double {
    let share =
      (power - range.lowerBound) / (range.upperBound - range.lowerBound)
    return left + share * (right - left)
  }

  private func x(_ sequences: Int) -> Double {
    x(power: log10(Double(max(sequences, 1))))
  }

  private var powers: ClosedRange<Int> {
    Int(range.lowerBound)...Int(range.upperBound)
  }

  // MARK: Parts

  private func heading(_ title: String, y: Double) -> Scene.Element {
    .label(
      Label(
        Text(title, size: small, .bold),
        at: Point(style.margin, y + FigureStyle.drop(small)),
        colour: style.theme.ink))
  }

  private func row(
    _ outcome: PaperOutcome, y: Double, nameY: Double
  ) -> [Scene.Element] {
    let baseline = y + FigureStyle.drop(small)
    let colour = colour(of: outcome.rule)
    let line: [Scene.Element] =
      outcome.solved.count > 1
      ? [
        .line(
          from: Point(x(outcome.solved[0]), y),
          to: Point(x(outcome.solved[outcome.solved.count - 1]), y),
          .line(colour.with(alpha: 90), width: small / 9))
      ] : []
    return line
      + [
        .label(
          Label(
            style.small(figure.name(of: outcome)),
            at: Point(
              hasNamesAbove ? style.margin : left - small,
              nameY + FigureStyle.drop(small)),
            anchor: hasNamesAbove ? .start : .end,
            colour: style.theme.ink)),
        .label(
          Label(
            style.small(outcome.share),
            at: Point(style.width - style.margin, baseline), anchor: .end,
            colour: outcome.unsolved.isEmpty
              ? style.theme.muted : style.theme.accent)),
      ]
      + marks.crosses(outcome.unsolved, y: y)
      + outcome.solved.map {
        .circle(
          Point(x($0), y), radius: 0.26 * small,
          .fill(colour.with(alpha: 140)))
      }
      + marks.mean(of: outcome.solved, y: y, colour)
      + [marks.diamond(at: Point(x(outcome.published), y))]
  }

  private var marks: TrialMarks { TrialMarks(style: style, x: x(_:)) }

  private func colour(of rule: PaperRule) -> Colour {
    style.theme.series[PaperRule.allCases.firstIndex(of: rule) ?? 0]
  }

  /// Lines beside the rows of one experiment, so that none runs through a
  /// heading.
  private func grid(from top: Double, to bottom: Double) -> [Scene.Element] {
    powers.map { power in
      let x = x(power: Double(power))
      return .line(
        from: Point(x, top), to: Point(x, bottom),
        .line(style.theme.hairline.with(alpha: 110), width: 0.75))
    }
  }

  /// Every power of ten has its number, or every second one where they would
  /// touch.
  private func axis(y: inout Double) -> [Scene.Element] {
    let room = x(power: range.lowerBound + 1) - left
    let ticks: [Scene.Element] = powers.filter {
      room > 3.2 * small || ($0 - powers.lowerBound).isMultiple(of: 2)
    }.map { power in
      .label(
        Label(
          style.small(Numerals.tick(pow(10, Double(power)))),
          at: Point(x(power: Double(power)), y), anchor: .middle,
          colour: style.theme.muted))
    }
    y += 1.5 * style.axisText
    return ticks + [
      .label(
        Label(
          Text("training sequences", size: style.axisText),
          at: Point((left + right) / 2, y), anchor: .middle,
          colour: style.theme.ink))
    ]
  }

  private func rules(y: inout Double) -> [Scene.Element] {
    let found = Set(figure.outcomes.map(\.rule))
    let used = PaperRule.allCases.filter(found.contains)
    return found.count < 2
      ? []
      : used.flatMap { rule -> [Scene.Element] in
        y += 1.5 * small
        let (x, text) = (style.margin, style.small(rule.legend))
        return [
          .circle(
            Point(x + 0.4 * small, y - FigureStyle.drop(small)),
            radius: 0.3 * small, .fill(colour(of: rule))),
          .label(
            Label(text, at: Point(x + 1.3 * small, y), colour: style.theme.ink)),
        ]
      }
  }

  private func key(y: inout Double) -> [Scene.Element] {
    let rules = rules(y: &y)
    y += 0.6 * small
    let text =
      "Dots: trials that met the paper's criterion, and when; a bar is their "
      + "mean. Crosses: trials given up, and how many. Diamonds: the paper's "
      + "mean. At the right, "
      + "the trials solved of all."
    return rules
      + style.paragraph(text, leading: 1.35, y: &y, measure: measure)
      .map(Scene.Element.label)
  }
}
