import Drawing
import Inspection
import LSTMCore

/// Whose write is still in a cell: a triangle with a row for each step after
/// which the cell is looked at and a column for each step that wrote into it,
/// with what is left from before and the memory that they add up to on its
/// sides, and the text coloured by what is left at the end.
package struct MemoryFigure: Equatable, Figure {
  private let memory: CellMemory
  private let timeline: Timeline
  private let panel: HeatmapPanel
  private let triangle: CellMemory.Triangle
  /// The steps drawn: the last ones up to the memory's own.
  let steps: Range<Int>

  /// A figure needs its cells wide enough to name each character.
  private static let mostSteps = 100

  /// The figure of a memory in the recording that it was taken from.
  ///
  /// - Parameter limit: where the colours end; nil to fit them to the values.
  package init(
    _ memory: CellMemory, in recording: Recording, limit: Double? = nil
  ) throws {
    let end = memory.step + 1
    steps = max(0, end - Self.mostSteps)..<end
    self.memory = memory
    timeline = Timeline(recording.read[steps], firstStep: steps.lowerBound)
    triangle = try CellMemory.triangle(
      recording, layer: memory.layer, unit: memory.unit, steps: steps)
    // The scale is the sum's: most parts are next to nothing.
    var panel = HeatmapPanel(
      memory.quantity, triangle.writes.transposed,
      scale: limit.map { .signed(limit: $0) }
        ?? ValueScale(for: memory.quantity, values: triangle.memory.elements))
    panel.scaleSource = limit == nil ? .values : .asked
    self.panel = panel
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    var layout = MemoryFigureLayout(
      panel: panel, triangle: triangle, timeline: timeline, memory: memory,
      style: style, measure: measure)
    return layout.scene()
  }
}

extension MemoryFigure {
  /// What is left after each step of what each step before it wrote, and of all
  /// before the first, `before`; and their sum, `all`.
  package var numbers: FigureNumbers {
    let first = timeline.firstStep
    return FigureNumbers(
      ["after_step", "written_at", timeline.noun, "value"],
      timeline.labels.indices.flatMap { after in
        let step = "\(first + after)"
        return [[step, "before", "", triangle.before[after].field]]
          + (0...after).map { written in
            [
              step, "\(first + written)", timeline.labels[written],
              triangle.writes[after, written].field,
            ]
          } + [[step, "all", "", triangle.memory[after].field]]
      })
  }
}
