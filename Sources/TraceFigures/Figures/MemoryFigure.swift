import Drawing
import Inspection
import LSTMCore

/// Whose write is still in a cell: a triangle with a row for each step after
/// which the cell is looked at and a column for each step that wrote into it,
/// and the text coloured by what is left at the end.
package struct MemoryFigure: Equatable, Figure {
  private let memory: CellMemory
  private let timeline: Timeline
  private let panel: HeatmapPanel
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
    var panel = HeatmapPanel(
      memory.quantity,
      try CellMemory.triangle(
        recording, layer: memory.layer, unit: memory.unit, steps: steps
      ).transposed, scale: limit.map { .signed(limit: $0) })
    panel.isScaleGiven = limit != nil
    self.panel = panel
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    var layout = MemoryFigureLayout(
      panel: panel, timeline: timeline, memory: memory, style: style,
      measure: measure)
    return layout.scene()
  }
}

extension MemoryFigure {
  /// What is left after each step of what each step before it wrote.
  package var numbers: FigureNumbers {
    let first = timeline.firstStep
    return FigureNumbers(
      ["after_step", "written_at", timeline.noun, "value"],
      timeline.labels.indices.flatMap { after in
        (0...after).map { written in
          [
            "\(first + after)", "\(first + written)",
            timeline.labels[written], panel.values[written, after].field,
          ]
        }
      })
  }
}
