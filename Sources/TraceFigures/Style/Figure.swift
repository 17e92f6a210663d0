import Drawing

/// A picture as a value: the data that it shows and how, from which a scene
/// follows. Every figure of this room is one, and whoever writes pictures
/// knows no more of them.
package protocol Figure: Sendable {
  /// The picture.
  ///
  /// - Parameters:
  ///   - style: sizes and colours.
  ///   - measure: how much room text takes.
  func scene(style: FigureStyle, measure: some TextMeasure) -> Scene

  /// The picture without what the style leaves out, and closed up.
  func page(style: FigureStyle, measure: some TextMeasure) -> Scene

  /// The numbers that the picture shows.
  var numbers: FigureNumbers { get }
}

extension Figure {
  /// The picture for a screen.
  package func scene(measure: some TextMeasure) -> Scene {
    scene(style: .screen, measure: measure)
  }
}

/// Figures one under another, such as those of a model's layers.
package struct StackedFigure: Figure {
  private let figures: [any Figure]

  /// A stack of the given figures, the first at the top; there must be one.
  package init(_ figures: [any Figure]) {
    precondition(!figures.isEmpty, "a stack of no figures")
    self.figures = figures
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    stacked(figures.map { $0.scene(style: style, measure: measure) })
  }

  /// The picture without what the style leaves out of each.
  package func page(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    stacked(figures.map { $0.page(style: style, measure: measure) })
  }

  /// The numbers of all, under the columns of the first.
  package var numbers: FigureNumbers {
    figures.dropFirst().reduce(into: figures[0].numbers) {
      $0.rows += $1.numbers.rows
    }
  }

  private func stacked(_ scenes: [Scene]) -> Scene {
    Scene.stacked(scenes) ?? scenes[0]
  }
}
