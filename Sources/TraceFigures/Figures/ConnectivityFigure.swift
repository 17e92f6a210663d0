import Drawing
import Experiments
import Inspection
import LSTMCore
import Wording

/// A square of every pair of characters: the column is the character read, the
/// row the prediction that its gradient is of, the colour its size beside the
/// largest of the row. How large all of a row is follows from how wrong the
/// prediction was, which a bar at its end shows.
package struct ConnectivityFigure: Figure {
  /// What is drawn.
  package let connectivity: Connectivity
  /// Whether each row is divided by its largest gradient.
  package let isByRow: Bool

  /// More characters than this would not be squares any more.
  package static let mostCharacters = 400
  /// How many powers of ten the colours span.
  var decades: Int { isByRow ? 3 : 6 }

  /// A figure of the given gradients; all must be numbers.
  ///
  /// - Parameter isByRow: whether each row is divided by its largest.
  package init(_ connectivity: Connectivity, isByRow: Bool = true) {
    precondition(connectivity.isFinite, "a gradient that is not a number")
    (self.connectivity, self.isByRow) = (connectivity, isByRow)
  }

  /// What the colours show.
  var sizes: [[Double]] {
    guard isByRow else { return connectivity.norms }
    return connectivity.norms.map { row in
      let largest = row.max() ?? 0
      return largest > 0 ? row.map { $0 / largest } : row
    }
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    ConnectivityLayout(self, style: style, measure: measure).scene
  }
}

extension ConnectivityFigure {
  /// The norm of every pair, predictions down, characters read across.
  package var numbers: FigureNumbers {
    let characters = connectivity.characters.map(String.init)
    return FigureNumbers(
      [
        "step", "character_read", "predicted_after", "character_predicted",
        "norm",
      ],
      connectivity.norms.enumerated().flatMap { t, row in
        row.enumerated().map { s, norm in
          ["\(s)", characters[s], "\(t)", characters[t + 1], norm.field]
        }
      })
  }
}
