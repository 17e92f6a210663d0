import Experiments
import LSTMCore
import Testing

/// What is taken out of the cells' net input, counted, named and refused.
struct WiringChangeTests {
  private func shape(_ condition: String) throws -> NetworkShape {
    try #require(PaperCatalogue.condition(named: condition)).shape
  }

  /// Counts by hand: 2c has 4 gates that read q + 4 inputs and 6 units, 2 cells
  /// and 2 outputs of 2 cells; adding 4 gates that read 2 inputs, 8 units and a
  /// bias, 4 cells, and an output with its bias.
  @Test(arguments: [
    ("2c-q1000-p1000", WiringChange(cellSources: .inputs), 6_052),
    ("2c-q1000-p1000", WiringChange(cellSources: .cells), 6_056),
    ("2c-q50-p50", WiringChange(outputBias: true), 366),
    ("adding-t100", WiringChange(cellSources: .inputs), 61),
    ("adding-t100", WiringChange(cellSources: .inputs, cellBias: false), 57),
    ("adding-t100", WiringChange(cellSources: .cells), 77),
    ("adding-t100", WiringChange(outputBias: false), 92),
    ("reber-3x2-0.5", WiringChange(cellSources: .inputs), 204),
    ("reber-3x2-0.5", WiringChange(cellBias: true, outputBias: true), 289),
  ])
  func weightsThatAreLeft(
    _ name: String, _ change: WiringChange, _ count: Int
  ) throws {
    let condition = try #require(PaperCatalogue.condition(named: name))
    let method = LearningMethod(.memory, wiring: change)
    let shape = method.shape(condition)
    #expect(shape.weightCount == count)
    let network = PaperNetwork(shape)
    var drawn = 0
    network.initialise(within: 1) {
      drawn += 1
      return 0.5
    }
    #expect(drawn == count)
  }

  @Test func namesSayWhatIsChanged() throws {
    let adding = WiringChange.nothingConstant(for: try shape("adding-t500"))
    #expect(
      LearningMethod(.memory, wiring: adding).name
        == "lstm-cell-sources-inputs-cell-bias-no")
    let lag = WiringChange.nothingConstant(for: try shape("2c-q50-p50"))
    #expect(
      LearningMethod(.memory, wiring: lag).name == "lstm-cell-sources-inputs")
    #expect(WiringChange.nothingConstant(for: try shape("2a-p100")).isNone)
    let all = LearningMethod(
      .memory, rate: 0.001,
      wiring: WiringChange(
        cellSources: .cells, cellBias: true, outputBias: false),
      selfWeight: 0.99, constantFactor: 1e-6, usesAdam: true)
    #expect(
      all.name
        == "lstm-cell-sources-cells-cell-bias-yes-output-bias-no"
        + "-self-weight0.99-constant-rate1e-06-adam-rate0.001")
  }

  @Test func whatWouldChangeNothingIsRefused() throws {
    func refusal(_ change: WiringChange, _ condition: String) throws -> String?
    {
      change.refusal(for: try shape(condition))
    }
    #expect(
      try refusal(WiringChange(cellSources: .inputs), "2a-p100")?
        .contains("feeds nothing back") == true)
    #expect(
      try refusal(WiringChange(cellBias: false), "2c-q50-p50")?
        .contains("no biases in its hidden layer") == true)
    #expect(
      try refusal(WiringChange(cellBias: false), "reber-4x1-0.1") != nil)
    #expect(try refusal(WiringChange(cellBias: true), "adding-t100") != nil)
    #expect(try refusal(WiringChange(cellBias: true), "reber-4x1-0.1") == nil)
    #expect(try refusal(WiringChange(outputBias: true), "adding-t100") != nil)
    #expect(try refusal(WiringChange(outputBias: true), "2c-q50-p50") == nil)
    #expect(
      try refusal(WiringChange(cellSources: .inputs), "2c-q50-p50") == nil)
  }

  @Test func rulesAreToldByTheirNames() throws {
    let adding = try #require(PaperCatalogue.condition(named: "adding-t500"))
    let lag = try #require(PaperCatalogue.condition(named: "2c-q50-p50"))
    let names: [(PaperCondition, String, PaperRule)] = [
      (adding, "lstm", .asPublished),
      (adding, "lstm-cell-sources-inputs-cell-bias-no", .nothingConstant),
      (adding, "lstm-cell-sources-inputs", .other),
      (lag, "lstm-cell-sources-inputs", .nothingConstant),
      (lag, "lstm-centred", .other), (lag, "bptt", .other),
    ]
    for (condition, method, rule) in names {
      #expect(
        PaperRule(method: method, condition: condition) == rule, "\(method)")
    }
  }
}
