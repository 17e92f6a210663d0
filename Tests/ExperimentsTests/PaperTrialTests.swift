import Experiments
import LSTMCore
import Testing

/// Criteria against hand-made cases; trials, results and rivals.
struct PaperTrialTests {
  /// A learner that answers 0 or 1, and so is right or wrong as told.
  final class Fake: Learner {
    var isRight: (Int) -> Bool
    private var asked = 0

    init(isRight: @escaping (Int) -> Bool) { self.isRight = isRight }

    func present(_ example: Example, learning: Bool) -> Outcome {
      defer { asked += 1 }
      var outcome = Outcome()
      let target = example.targetValues[0]
      let outputs = [isRight(asked) ? target : 1 - target]
      outcome.add(outputs, count: 1, for: example, target: 0)
      return outcome
    }
  }

  static let task = NoisyClassTask(.a, length: 20, informative: 1)

  static func outcome(error: Double) -> Outcome {
    var example = Example()
    example.read(0)
    example.expect(0, value: 1)
    var outcome = Outcome()
    outcome.add([1 - error], count: 1, for: example, target: 0)
    return outcome
  }

  @Test func theLatest2000AreCounted() {
    var recent = RecentErrors(bound: 0.04)
    recent.add(error: 1, isWrong: true)
    for _ in 1..<2000 { recent.add(error: 0.01, isWrong: false) }
    #expect(recent.isFull && recent.wrong == 1)
    #expect(abs(recent.mean - (1 + 19.99) / 2000) < 1e-12)
    recent.add(error: 0.01, isWrong: false)
    #expect(recent.wrong == 0 && abs(recent.mean - 0.01) < 1e-12)
    #expect(recent.shareRight == 1)
  }

  @Test(arguments: [(0.0099, true), (0.0101, false)])
  func addingNeeds2000RightAndASmallMean(_ error: Double, _ isMet: Bool) {
    let goal = Goal("stop", .recent(fewerWrong: 1, bound: 0.04, mean: 0.01))
    var judge = Judge(task: Self.task, bound: 0.04, tests: SplitMix64(seed: 1))
    let fake = Fake { _ in true }
    for _ in 0..<1999 {
      judge.watch(Self.outcome(error: error), throughout: false, goal: goal)
    }
    let early = judge.isReached(goal, by: fake, after: 1999)
    #expect(!early)
    judge.watch(Self.outcome(error: error), throughout: false, goal: goal)
    let inTime = judge.isReached(goal, by: fake, after: 2000)
    #expect(inTime == isMet)
    judge.watch(Self.outcome(error: 0.05), throughout: false, goal: goal)
    let late = judge.isReached(goal, by: fake, after: 2001)
    #expect(!late)
  }

  @Test(arguments: [(1, 0, true), (1, 1, false), (6, 5, true), (6, 6, false)])
  func testSetsCountTheWrong(_ fewer: Int, _ wrong: Int, _ isMet: Bool) {
    let goal = Goal("ST1", .testSet(fewerWrong: fewer, bound: 0.2, mean: nil))
    var judge = Judge(task: Self.task, bound: 0.2, tests: SplitMix64(seed: 1))
    let reached = judge.isReached(goal, by: Fake { $0 >= wrong }, after: 100)
    #expect(reached == isMet)
    // Only every 100 sequences is it looked at.
    let between = judge.isReached(goal, by: Fake { _ in true }, after: 101)
    #expect(!between)
    let strict = Goal(
      "ST2", .testSet(fewerWrong: fewer, bound: 0.2, mean: 0.01))
    let withMean = judge.isReached(
      strict, by: Fake { $0 >= wrong }, after: 100)
    #expect(withMean == (isMet && Double(wrong) / 256 < 0.01))
  }

  @Test func tenThousandInARowAreAskedFor() {
    let goal = Goal("10000", .successive(bound: 0.2, throughout: false))
    var judge = Judge(task: Self.task, bound: 0.2, tests: SplitMix64(seed: 1))
    for _ in 0..<100 {
      judge.watch(Self.outcome(error: 0.1), throughout: false, goal: goal)
    }
    let almost = judge.isReached(goal, by: Fake { $0 != 9999 }, after: 100)
    #expect(!almost)
    for _ in 0..<100 {
      judge.watch(Self.outcome(error: 0.1), throughout: false, goal: goal)
    }
    let all = judge.isReached(goal, by: Fake { _ in true }, after: 200)
    #expect(all)
  }

  @Test func legalSymbolsMustBeTheMostActive() {
    let example = ReberTask.example("BTBTXSETE")
    func isLegal(_ outputs: [Double]) -> Bool {
      var outcome = Outcome()
      // After the first B: T or P.
      outcome.add(outputs, count: 7, for: example, target: 0)
      return outcome.isLegal
    }
    #expect(isLegal([0.1, 0.3, 0.9, 0.2, 0, 0, 0]))
    #expect(!isLegal([0.31, 0.3, 0.9, 0.2, 0, 0, 0]))
    #expect(!isLegal([0.3, 0.3, 0.9, 0.2, 0, 0, 0]))
  }

  @Test func temporalOrderIsLearnedAndRepeatable() throws {
    let condition = try #require(PaperCatalogue.condition(named: "order-a"))
    let trials = [1997, 1998].map { Trial(condition, seed: $0, limit: 60_000) }
    var pooled: [TrialRecord] = []
    try TrialPool(threads: 2).run(trials) { event in
      if case .finished(_, let records) = event { pooled += records }
    }
    let alone = trials.flatMap { $0.run() }
    func timeless(_ records: [TrialRecord]) -> [TrialRecord] {
      TrialRecords(records).all.map {
        var record = $0
        record.seconds = 0
        return record
      }
    }
    #expect(timeless(pooled) == timeless(alone))
    for record in alone {
      #expect(record.isMet)
      #expect((2000..<60_000).contains(record.sequences))
      #expect(record.wrong.map { $0 < 30 } == true)
    }
  }

  @Test func anyTimeCanBeWritten() throws {
    let line = "order-a,lstm,1,stop,yes,\(Int.max),0,1e300,1e300"
    let csv = TrialRecord.header + "\n" + line + "\n"
    let records = try TrialRecords(csv: csv)
    #expect(try TrialRecords(csv: records.csv) == records)
    #expect(!PaperReport(records).table.isEmpty)
  }

  @Test func resultsSurviveTheirFile() throws {
    let condition = try #require(PaperCatalogue.condition(named: "order-a"))
    let records = TrialRecords(
      Trial(condition, seed: 3, limit: 300).run())
    #expect(records.all[0].isMet == false)
    let read = try TrialRecords(csv: records.csv)
    #expect(read.csv == records.csv)
    #expect(read.has(Trial(condition, seed: 3, limit: 300)))
    #expect(!read.has(Trial(condition, seed: 3, limit: 301)))
    #expect(!read.has(Trial(condition, seed: 4, limit: 300)))
    // Nothing that a line holds may have a comma.
    let words = PaperCatalogue.conditions.flatMap {
      [$0.name] + $0.goals.map(\.name)
    }
    #expect(words.allSatisfy { !$0.contains(",") })
    var joined = read
    joined.add(records.all)
    #expect(joined == read)
    #expect(throws: TrialRecordError.notResults) {
      try TrialRecords(csv: "a,b\n")
    }
    #expect(throws: TrialRecordError.badLine(2, "order-a,lstm,x,stop")) {
      try TrialRecords(csv: TrialRecord.header + "\norder-a,lstm,x,stop\n")
    }
  }

  @Test func readingsThatReproduceStandBesideTheLetter() throws {
    for (name, isLinear, error, isLate) in [
      ("adding-t100", true, LearningRule.OutputError.squared, false),
      ("adding-t100-literal", false, .squared, false),
      ("multiplication-t100", false, .crossEntropy, false),
      ("multiplication-t100-literal", false, .squared, false),
      ("2a-p100", false, .crossEntropy, false),
      ("2a-p100-literal", false, .squared, true),
      ("2b-p100-literal", false, .squared, true),
    ] {
      let condition = try #require(PaperCatalogue.condition(named: name))
      #expect(condition.shape.outputsAreLinear == isLinear, "\(name)")
      #expect(condition.error == error && condition.addsMemoryLate == isLate)
      #expect(condition.published.count == condition.goals.count)
    }
    let names = PaperCatalogue.conditions.map(\.name)
    #expect(Set(names).count == names.count)
    let tabled = PaperCatalogue.tabled
    #expect(tabled.allSatisfy { !$0.published.isEmpty })
    #expect(!tabled.contains { $0.name.hasSuffix("literal") })
    // A tour leaves no task of the tables out.
    let tour = PaperCatalogue.tour
    #expect(Set(tour.map(\.task)) == Set(tabled.map(\.task)))
    #expect(tour.count { !$0.isQuick } == 2)
  }

  @Test func whatIsDrawnHasTheNumbersReadAndTheAnswer() throws {
    let pairs = try #require(
      PaperCatalogue.condition(named: "adding-t100"))
    let traced = try #require(Trial(pairs, seed: 1, limit: 1).runAndTrace())
    let inputs = try #require(traced.inputs)
    #expect(inputs.columns == ["value", "mark"])
    let marked = inputs.rows.filter { $0[1] == 1 }.map { $0[0] }
    #expect(marked.count == 2)
    let expected: Double = 0.5 + (marked[0] + marked[1]) / 4
    #expect(abs(try #require(traced.asked) - expected) < 1e-12)
    #expect(traced.answers?.rows.count == inputs.rows.count)
    let symbols = try #require(
      PaperCatalogue.condition(named: "reber-4x1-0.1"))
    let read = try #require(Trial(symbols, seed: 1, limit: 1).runAndTrace())
    #expect(read.inputs == nil && read.answers == nil)
  }

  @Test func twoSequencesAreLearnedInThePapersTime() throws {
    // The paper: 5,040 sequences on average.
    let condition = try #require(PaperCatalogue.condition(named: "2a-p100"))
    let record = try #require(
      Trial(condition, seed: 1, limit: 8000).run().first)
    #expect(record.isMet && (3500..<6500).contains(record.sequences))
  }

  @Test(arguments: [LearningMethod.Kind.full, .peephole, .forget])
  func cellsOfTheReferenceLearnACount(_ kind: LearningMethod.Kind) throws {
    let condition = try #require(PaperCatalogue.condition(named: "count-3-11"))
    #expect(condition.suitsReferenceCells)
    let trial = Trial(
      condition, method: LearningMethod(kind), seed: 1, limit: 300)
    let records = trial.run()
    #expect(records.map(\.method) == [kind.rawValue])
    #expect(records[0].sequences == 300 && !records[0].isMet)
    // Repeatable.
    #expect(trial.run()[0].error == records[0].error)
  }

  @Test func curvesKeepTheirPointsInOrder() {
    var (a, b) = (TrialCurve(), TrialCurve())
    for (count, error) in [(100, 0.5), (200, 0.4), (300, 0.1)] {
      a.add(count, error)
    }
    b.add(100, 0.3)
    b.add(100, 9)
    b.add(200, .nan)
    #expect(b.sequences == [100] && b.errors == [0.3])
    #expect(a.error(after: 0) == 0.5 && a.error(after: 100) == 0.5)
    #expect(abs((a.error(after: 150) ?? 0) - 0.45) < 1e-12)
    #expect(a.error(after: 200) == 0.4 && a.error(after: 999) == 0.1)
    #expect(TrialCurve().error(after: 5) == nil)
    let both = TrialCurves(name: "x", published: nil, curves: [a, b])
    #expect(both.longest == 300)
  }

  @Test func theTableFitsEightyColumns() throws {
    let records = try TrialRecords(
      csv: TrialRecord.header
        + "\nmultiplication-t100,lstm,1,140,yes,1234567,139,0.02,1.00"
        + "\nmultiplication-t100,lstm,2,140,yes,2234567,139,0.02,1.00"
        + "\nadding-t100-literal,lstm-entropy,1,stop,yes,9,1,0.01,1.00"
        + "\nreber-4x1-0.1,lstm-sequence,1,all,no,400000,,0.1,1.00\n")
    let table = PaperReport(records).table
    #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(table.contains("1,734,567") && table.contains("482,000"))
    #expect(table.contains("\nadding-t100-literal lstm-entropy\n"))
    let page = PaperReport(records).page
    #expect(page.contains("| 139.0, RMSE 0.1414 |"))
    #expect(page.contains("| 0/1 |") && page.contains("100% of 10"))
  }

  @Test(arguments: ["reber-4x1-0.1", "adding-t100", "order-a"])
  func bothGradientsOfTheRivalAgree(_ name: String) throws {
    let condition = try #require(PaperCatalogue.condition(named: name))
    var draws = SplitMix64(seed: 5)
    let task = condition.makeTask(&draws)
    let example = task.example(using: &draws)
    let weights = (0..<1000).map { _ in draws.uniform(-1, 1) }
    let shape = VanillaShape(rival: condition.shape)
    func network() -> VanillaNetwork {
      let network = VanillaNetwork(shape)
      network.allWeights = weights
      return network
    }
    func step(_ kind: LearningMethod.Kind) -> [Double] {
      let network = network()
      let before = network.allWeights
      _ = VanillaLearner(network, rate: 1, method: kind, update: .sequence)
        .present(example, learning: true)
      return zip(network.allWeights, before).map { $0 - $1 }
    }
    let (backward, forward) = (step(.bptt), step(.rtrl))
    #expect(largestDifference(backward, forward) < 1e-12)
    // −∂(½ Σ (t − y)²) by central differences.
    func loss(_ weights: [Double]) -> Double {
      let network = VanillaNetwork(shape)
      network.allWeights = weights
      return 0.5
        * VanillaLearner(network, rate: 0, method: .bptt, update: .sequence)
        .present(example, learning: false).squaredError
    }
    for index in stride(from: 0, to: backward.count, by: 7) {
      var (up, down) = (weights, weights)
      up[index] += 1e-5
      down[index] -= 1e-5
      let slope = (loss(up) - loss(down)) / 2e-5
      #expect(abs(backward[index] + slope) < 1e-8, "weight \(index)")
    }
  }
}
