import Drawing
import Inspection
import LSTMCore
import Testing
import TraceFigures

/// What a diagram with numbers shows of a run.
struct MomentTests {
  private let recording: Recording

  init() {
    var generator = SplitMix64(seed: 4)
    let model = Model(
      vocabulary: Vocabulary("abc".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4, 5], using: &generator)
    recording = Recording(
      of: model,
      reading: .symbols([1, 2, 3, 1], labels: ["a", "b", "c", "a"]))
  }

  @Test func aMomentIsAStepOfTheTrace() throws {
    let moments = try CellDiagram.Moment.moments(
      of: recording.run, by: recording.model, at: 1...2, layer: 1, unit: 3)
    #expect(moments.map(\.character) == ["b", "c"])
    let moment = moments[1]
    #expect(moment.character == "c" && moment.unit == 3)
    #expect(moment.step == recording.trace.steps[2][1])
    #expect(moment.previous == recording.trace.state(before: 2, layer: 1))
    #expect(moment.cell.name == "lstm")
  }

  /// From step to step only what is said changes, not where the cell stands.
  @Test func theCellStandsStillBetweenSteps() throws {
    let moments = try CellDiagram.Moment.moments(
      of: recording.run, by: recording.model, at: 0...3, layer: 0, unit: 1)
    let measure = Typesetter()
    let diagrams = CellDiagram.sharingRoom(
      moments.map { CellDiagram.lstm.showing($0, measure: measure) },
      style: .screen, measure: measure)
    let scenes = diagrams.map {
      $0.scene(style: .screen, measure: measure)
    }
    for scene in scenes.dropFirst() {
      #expect(scene.elements[0] == scenes[0].elements[0], "the body")
      #expect(scene.width == scenes[0].width)
    }
  }

  @Test func whatIsNotThereIsNamed() {
    for (step, layer, unit, error) in [
      (4, 0, 0, InspectionError.noStep(4, count: 4)),
      (0, 2, 0, .noLayer(2, count: 2)),
      (0, 0, 4, .noUnit(4, layer: 0, count: 4)),
    ] {
      #expect(throws: error) {
        try CellDiagram.Moment.moments(
          of: recording.run, by: recording.model, at: step...step,
          layer: layer, unit: unit)
      }
    }
  }
}
