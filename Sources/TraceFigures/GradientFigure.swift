import Drawing
import Experiments
import LSTMCore

/// How a gradient's size changes with its distance from the loss, on a
/// logarithmic scale: one line a model.
public struct GradientFigure: Equatable, Sendable {
  /// The title over the plot.
  public var title: String
  /// What is measured, for the axis.
  public var quantity: String
  /// The lines; their colours follow from their order.
  public var series: [Series]
  /// How it was measured, for the caption.
  public var conditions: String

  /// One model's line.
  public struct Series: Equatable, Sendable {
    /// What stands at the line's end; `b_f` is set with a subscript.
    public var name: String
    /// The size at 0, 1, … steps back from the loss.
    public var median: [Double]
    /// The lower and upper edge of the band around the line, or nil.
    public var band: (lower: [Double], upper: [Double])? {
      get { edges.map { ($0[0], $0[1]) } }
      set { edges = newValue.map { [$0.lower, $0.upper] } }
    }
    /// The share that the direct path alone lets through, drawn dashed; or nil.
    public var directPath: [Double]?
    private var edges: [[Double]]?

    /// A line of the given values, one a step.
    public init(
      name: String, median: [Double], p10: [Double]? = nil,
      p90: [Double]? = nil, directPath: [Double]? = nil
    ) {
      (self.name, self.median) = (name, median)
      self.directPath = directPath
      if let p10, let p90 { edges = [p10, p90] }
    }

    /// A line of a study.
    public init(_ curve: GradientCurve) {
      self.init(
        name: curve.name, median: curve.median, p10: curve.p10,
        p90: curve.p90, directPath: curve.directPath)
    }
  }

  /// A figure of the given lines.
  public init(
    title: String = "How far does the error reach?",
    quantity: String = "gradient norm ‖∂L/∂h‖", series: [Series],
    conditions: String = ""
  ) {
    (self.title, self.quantity) = (title, quantity)
    (self.series, self.conditions) = (series, conditions)
  }

  /// The curves of a study that measure one quantity.
  public init(
    _ curves: [GradientCurve], of quantity: Quantity = .hidden,
    conditions: String
  ) {
    self.init(
      quantity: "gradient norm ‖∂L/∂\(quantity.symbol)‖",
      series: curves.filter { $0.quantity == quantity }.map(Series.init),
      conditions: conditions)
  }

  /// The picture.
  public func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    GradientLayout(self, style: style, measure: measure).scene
  }
}
