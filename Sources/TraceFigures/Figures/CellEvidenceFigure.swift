import Drawing
import Inspection
import LSTMCore
import Wording

/// What speaks for a unit that tracks something: above how its values go with
/// the label over the confirming half of the text, below passages of the text
/// coloured by the unit, with the label's places underlined.
package struct CellEvidenceFigure: Equatable, Figure {
  private let evidence: CellEvidence

  /// The figure of some evidence.
  package init(_ evidence: CellEvidence) { self.evidence = evidence }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let plots = EvidencePlots(evidence, style: style, measure: measure).scene
    return Scene.stacked([
      plots, text.scene(style: style, measure: measure),
    ]) ?? plots
  }

  private var text: ColouredText {
    let finding = evidence.finding
    var text = ColouredText(
      finding.quantity, layer: evidence.layer, unit: finding.unit)
    for passage in evidence.passages {
      for (k, character) in passage.characters.enumerated() {
        text.add(
          String(character), value: passage.values[k],
          step: passage.position + k, isMarked: passage.marks[k])
      }
    }
    if case .flag = evidence.relation {
      text.mark = finding.label.words
    } else {
      text.mark = "\(finding.label.words) are more than usual"
    }
    text.remarks = [
      "the \(evidence.passages.count) passages in which the label is most "
        + "nearly as often yes as no; numbers are positions in the text"
    ]
    return text
  }
}

extension CellEvidenceFigure {
  /// The bins of the plot: shares of yes and no, or quartiles.
  package var numbers: FigureNumbers {
    switch evidence.relation {
    case .flag(let shares):
      FigureNumbers(
        ["from", "to", "share_of_yes", "share_of_no"],
        shares.yes.indices.map { k in
          [
            shares.edges[k].field, shares.edges[k + 1].field,
            shares.yes[k].field, shares.no[k].field,
          ]
        })
    case .number(let bins):
      FigureNumbers(
        ["number", "count", "lower_quartile", "median", "upper_quartile"],
        bins.map { bin in
          [
            bin.number.field, "\(bin.count)", bin.low.field, bin.median.field,
            bin.high.field,
          ]
        })
    }
  }
}
