import Experiments
import LSTMCore
import Testing

/// Every generator against the definition of its task.
struct PaperTaskTests {
  static func examples(
    _ task: some PaperTask, _ count: Int, seed: UInt64 = 1
  ) -> [Example] {
    var draws = SplitMix64(seed: seed)
    return (0..<count).map { _ in task.example(using: &draws) }
  }

  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  @Test func reberStringsAreThoseOfTheGrammar() {
    var draws = SplitMix64(seed: 2)
    let strings = (0..<4000).map { _ in ReberTask.string(using: &draws) }
    #expect(strings.allSatisfy { !ReberTask.successors(of: $0).isEmpty })
    // Shortest 9; the mean length, from the states' own equations, is 12.
    #expect(strings.map(\.count).min() == 9)
    #expect(abs(Self.mean(strings.map { Double($0.count) }) - 12) < 0.2)
    for legal in ["BTBTXSETE", "BPBPVVEPE", "BTBTSSXXTVVETE", "BPBPTVPXVVEPE"] {
      #expect(!ReberTask.successors(of: legal).isEmpty, "\(legal)")
    }
    for illegal in [
      "BTBTXSEPE", "BTBTXXETE", "BPBPVVETE", "", "B", "BTBXXSETE",
    ] {
      #expect(ReberTask.successors(of: illegal).isEmpty, "\(illegal)")
    }
    #expect(
      ReberTask.successors(of: "BPBPVVEPE")
        == [
          ["T", "P"], ["B"], ["T", "P"], ["T", "V"], ["P", "V"], ["E"], ["P"],
          ["E"],
        ])
  }

  @Test func reberTestStringsAreUnseen() {
    var draws = SplitMix64(seed: 3)
    let task = ReberTask(using: &draws)
    #expect(task.training.count == 256 && task.test.count == 256)
    #expect(Set(task.training).isDisjoint(with: task.test))
    #expect(task.allExamples.count == 512)
    let example = ReberTask.example("BTBTXSETE")
    #expect(example.count == 8 && example.isSupervisedThroughout)
    #expect(task.text(of: example) == "BTBTXSETE")
  }

  @Test func twoSequencesDifferAtTheirEnds() {
    let task = TwoSequencesTask(lag: 10, isRandom: false)
    let all = task.allExamples
    #expect(all.count == 2)
    for example in all {
      #expect(example.count == 10)
      #expect(example.inputs.first == example.targetOutputs.last)
      #expect(Array(example.inputs.dropFirst()) == Array(0..<9).map(Int32.init))
    }
    let drawn = Self.examples(task, 400)
    #expect(drawn.allSatisfy(all.contains))
    #expect((150...250).contains(drawn.count { $0 == all[0] }))
    let random = Self.examples(TwoSequencesTask(lag: 10, isRandom: true), 300)
    #expect(Set(random.flatMap { $0.inputs.dropFirst() }).count == 9)
  }

  @Test func longLagsHaveTheirLengthAndTrigger() {
    let task = LongLagTask(lag: 30, distractors: 5)
    let examples = Self.examples(task, 4000)
    for example in examples {
      #expect(example.count >= 33)
      #expect(example.inputs[0] == 6 && example.inputs.last == 5)
      #expect(example.inputs[1] == 7 + example.targetOutputs[0])
      #expect(example.inputs.dropFirst(2).dropLast().allSatisfy { $0 < 5 })
    }
    // q + 14 symbols are expected, the last of which is not read.
    #expect(
      abs(Self.mean(examples.map { Double($0.count) }) - 42) < 0.5)
  }

  @Test(arguments: [NoisyClassTask.Variant.a, .b, .c])
  func noisyClassesHaveTheirMoments(_ variant: NoisyClassTask.Variant) {
    let task = NoisyClassTask(variant, length: 100, informative: 3)
    let examples = Self.examples(task, 1000)
    for example in examples {
      #expect((100...110).contains(example.count))
    }
    let noise = examples.flatMap { $0.values.dropFirst(3) }
    #expect(abs(Self.mean(noise)) < 0.01)
    #expect(abs(Self.mean(noise.map { $0 * $0 }) - 0.2) < 0.005)
    let first = examples.map { $0.values[0] }
    let targets = examples.compactMap(\.targetValues.first)
    switch variant {
    case .a:
      #expect(first.allSatisfy { abs($0) == 1 })
      #expect(zip(first, targets).allSatisfy { ($0 > 0) == ($1 == 1) })
    case .b:
      // Spread 0.2 about ±1.
      let spread = zip(first, targets).map { $0 - ($1 == 1 ? 1 : -1) }
      #expect(abs(Self.mean(spread.map { $0 * $0 }) - 0.2) < 0.04)
    case .c:
      let spread = zip(first, targets).map { $1 - ($0 > 0 ? 0.8 : 0.2) }
      #expect(abs(Self.mean(spread.map { $0 * $0 }) - 0.1) < 0.02)
      var draws = SplitMix64(seed: 9)
      var example = Example()
      task.generateTest(into: &example, using: &draws)
      #expect([0.2, 0.8].contains(example.targetValues[0]))
    }
  }

  @Test func markedPairsFollowTheFormula() {
    let task = MarkedPairsTask(.addition, length: 100)
    let examples = Self.examples(task, 20_000)
    var both: [Double] = []
    for example in examples {
      #expect((100...110).contains(example.count))
      let last = example.count - 1
      #expect(example.value(input: 1, at: 0) == -1)
      #expect(example.value(input: 1, at: last) == -1)
      let marked = (1..<last).filter { example.value(input: 1, at: $0) == 1 }
      #expect(
        (1..<last).allSatisfy {
          [0, 1].contains(example.value(input: 1, at: $0))
        })
      #expect(
        marked.count == 2 || (marked.count == 1 && example.value(at: 0) == 0))
      #expect(marked.allSatisfy { $0 < 50 })
      #expect(marked[0] < 10 || marked.count == 1)
      let sum = marked.reduce(0) { $0 + example.value(at: $1) }
      #expect(abs(example.targetValues[0] - (0.5 + sum / 4)) < 1e-15)
      if marked.count == 2 { both.append(example.targetValues[0]) }
    }
    // The constant 0.5: mean squared error (2/3)/16, right in 15.4 per cent.
    let squares = Self.mean(both.map { ($0 - 0.5) * ($0 - 0.5) })
    #expect(abs(squares - 2.0 / 3 / 16) < 0.001)
    let right = both.count { abs($0 - 0.5) < 0.04 }
    #expect(abs(Double(right) / Double(both.count) - 0.1536) < 0.01)

    let products = Self.examples(
      MarkedPairsTask(.multiplication, length: 100), 2000)
    for example in products {
      let product = (1..<example.count - 1)
        .filter { example.value(input: 1, at: $0) == 1 }
        .reduce(1) { $0 * example.value(at: $1) }
      #expect(abs(example.targetValues[0] - product) < 1e-15)
      #expect(example.values.allSatisfy { (-1...1).contains($0) })
    }
  }

  @Test(arguments: [2, 3])
  func temporalOrderIsTheClass(_ relevant: Int) {
    let task = TemporalOrderTask(relevant: relevant)
    let ranges =
      relevant == 2 ? [10...20, 50...60] : [10...20, 33...43, 66...76]
    var seen: Set<Int32> = []
    for example in Self.examples(task, 2000) {
      #expect((100...110).contains(example.count))
      #expect(example.inputs.first == 0 && example.inputs.last == 1)
      let places = (0..<example.count).filter { example.inputs[$0] >= 6 }
      #expect(places.count == relevant)
      #expect(zip(places, ranges).allSatisfy { $1.contains($0) })
      let label = places.reduce(Int32(0)) { $0 * 2 + example.inputs[$1] - 6 }
      #expect(example.targetOutputs == [label])
      seen.insert(label)
    }
    #expect(seen.count == 1 << relevant)
  }

  @Test(arguments: [100, 20, 10])
  func theDelayedXORIsOneOfTheTwo(_ length: Int) {
    let task = TemporalOrderTask(
      relevant: 2, length: length, asksExclusiveOr: true)
    var odd = 0
    for example in Self.examples(task, 1000) {
      #expect((length...length + length / 10).contains(example.count))
      let symbols = example.inputs.filter { $0 >= 6 }
      #expect(symbols.count == 2 && example.targetOutputs == [0])
      let differ = symbols.first != symbols.last
      #expect(example.targetValues == [differ ? 1 : 0])
      odd += differ ? 1 : 0
    }
    #expect((430...570).contains(odd))
  }

  @Test func parityCountsTheOnes() {
    var odd = 0
    for example in Self.examples(ParityTask(length: 20), 1000) {
      #expect((20...22).contains(example.count))
      #expect(example.values.allSatisfy { $0.magnitude == 1 })
      // The product of ±1s tells it as well.
      let minus = example.values.count { $0 < 0 }
      let isOdd = (example.count - minus) % 2 == 1
      #expect(example.targetValues == [isOdd ? 1 : 0])
      odd += isOdd ? 1 : 0
    }
    #expect((430...570).contains(odd))
  }

  @Test func countingHasTwoSequences() {
    let task = CountingTask(short: 3, long: 11)
    #expect(task.allExamples.map(\.count) == [5, 13])
    #expect(task.allExamples.map(\.targetValues) == [[0], [1]])
    #expect(task.allExamples[0].values == [1, 0, 0, 0, -1])
    let drawn = Self.examples(task, 400)
    #expect(drawn.allSatisfy(task.allExamples.contains))
    #expect((150...250).contains(drawn.count { $0.count == 5 }))
    #expect(task.text(of: task.allExamples[0]) == "+···−  → 3")
  }

  @Test func theLastSymbolCanBeAskedAlone() {
    let task = TwoSequencesTask(lag: 10, isRandom: true, asksEveryStep: false)
    for example in Self.examples(task, 50) {
      #expect(example.count == 10 && !example.isSupervisedThroughout)
      #expect(example.targetOutputs == [example.inputs[0]])
    }
  }

  @Test func theSameSeedGivesTheSameSequences() {
    let task = MarkedPairsTask(.addition, length: 100)
    #expect(Self.examples(task, 3) == Self.examples(task, 3))
    #expect(Self.examples(task, 3) != Self.examples(task, 3, seed: 2))
  }
}
