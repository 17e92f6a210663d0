import LSTMCore
import LSTMTraining
import Testing

/// What is read of a corpus, held to the reference.
@Suite struct ActivationReaderTests {
  @Test("every value of a short text", arguments: [[10], [7, 18]])
  func shortText(hidden: [Int]) throws {
    let small = SmallModel(hidden: hidden, characters: 450)
    let trace = small.reference.trace(over: small.text.map(Int.init))
    for layer in hidden.indices {
      let read = try Values(small, layer: layer)
      for quantity in Quantity.lstm {
        let expected = trace[quantity, layer: layer].elements
        #expect(read.values[quantity]?.count == expected.count)
        let apart = zip(read.values[quantity] ?? [], expected)
          .map { abs(Double($0) - $1) / max(1, abs($1)) }.max()
        #expect((apart ?? 1) < 2e-5, "\(quantity), layer \(layer)")
      }
    }
  }

  @Test("the price of every next character")
  func prices() throws {
    let small = SmallModel(hidden: [7, 18], characters: 450)
    let read = try Values(small, layer: 0)
    #expect(read.prices.count == 450)
    #expect(read.prices[449].isNaN)
    let mean = read.prices.dropLast().reduce(0) { $0 + Double($1) } / 449
    let expected = small.reference.loss(over: small.text.map(Int.init))
    #expect(abs(mean - expected) < 1e-5)
  }

  @Test("streams of a long text count each position once, warmed up")
  func longText() throws {
    let small = SmallModel(hidden: [10], characters: 20_123)
    let read = try Values(small, layer: 0)
    #expect(read.visits.allSatisfy { $0 == 1 })
    let trace = small.reference.trace(over: small.text.map(Int.init))
    let expected = trace[.hidden, layer: 0].elements
    let apart = zip(read.values[.hidden] ?? [], expected).map {
      abs(Double($0) - $1)
    }
    #expect((apart.max() ?? 1) < 1e-4)
    let again = try Values(small, layer: 0, threads: 5)
    #expect(again.values == read.values)
  }

  @Test("the reference reads as the fast path does", arguments: [450, 20_123])
  func reference(characters: Int) throws {
    let small = SmallModel(hidden: [10], characters: characters)
    let fast = try Values(small, layer: 0)
    let model = small.reference
    // A step of its own takes the reader off the fast path.
    let slow = try Values(small, layer: 0) { datum, state, _ in
      model.stack.step(model.reader(datum), from: state)
    }
    #expect(slow.visits == fast.visits)
    for quantity in Quantity.lstm {
      let apart = zip(
        slow.values[quantity] ?? [], fast.values[quantity] ?? []
      ).map { abs($0 - $1) / max(1, abs($1)) }.max()
      #expect((apart ?? 1) < 5e-5, "\(quantity)")
    }
    let prices = zip(slow.prices, fast.prices).map {
      $0.isNaN ? 0 : abs($0 - $1)
    }
    #expect((prices.max() ?? 1) < 1e-4)
    #expect(slow.prices.last?.isNaN == true)
  }

  @Test("a part with a beginning before it is warmed up on that")
  func part() throws {
    let small = SmallModel(hidden: [10], characters: 3_000)
    let read = try Values(small, layer: 0, range: 1_000..<2_950)
    let trace = small.reference.trace(over: small.text.map(Int.init))
    let expected = trace[.hidden, layer: 0].elements[10_000..<29_500]
    let found = (read.values[.hidden] ?? [])[10_000..<29_500]
    let apart = zip(found, expected).map { abs(Double($0) - $1) }.max()
    #expect((apart ?? 1) < 1e-4)
    #expect(read.visits.reduce(0, +) == 1_950)
  }
}

/// Everything that a reader gives, in the order of the text.
private struct Values {
  var values: [Quantity: [Float]] = [:]
  var prices: [Float]
  var visits: [Int]

  init(
    _ small: SmallModel, layer: Int, range: Range<Int>? = nil,
    threads: Int = 2, step: ActivationReader.StepFunction? = nil
  ) throws {
    let count = small.text.count
    prices = [Float](repeating: .nan, count: count)
    visits = [Int](repeating: 0, count: count)
    let reader =
      step == nil
      ? ActivationReader(
        try FloatModel(small.reference), layer: layer, givesPrices: true,
        threads: threads)
      : ActivationReader(
        small.reference, layer: layer, givesPrices: true, threads: threads,
        step: step)
    let shards = reader.read(
      LongSequence(small.text), in: range, into: { _ in [Row]() }
    ) {
      rows, block in
      for stream in 0..<block.streamCount {
        for position in block.positions[stream] {
          let row = block.row(stream: stream, position: position)
          rows.append(
            Row(
              position: position, price: block.price(row: row),
              values: Quantity.lstm.map { quantity in
                let (base, stride) = block.rows(of: quantity)
                return (0..<block.unitCount).map { base[row * stride + $0] }
              }))
        }
      }
    }
    let units = small.reference.stack.cells[layer].hiddenSize
    for quantity in Quantity.lstm {
      values[quantity] = [Float](repeating: 0, count: count * units)
    }
    for row in shards.joined() {
      visits[row.position] += 1
      prices[row.position] = row.price
      for (quantity, numbers) in zip(Quantity.lstm, row.values) {
        for (unit, value) in numbers.enumerated() {
          values[quantity]?[row.position * units + unit] = value
        }
      }
    }
  }

  struct Row {
    var position: Int
    var price: Float
    var values: [[Float]]
  }
}
