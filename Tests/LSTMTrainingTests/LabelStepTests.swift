import LSTMCore
import LSTMTraining
import Testing

/// The batches of texts held to the reference.
struct LabelStepTests {
  private static let texts: [[UInt16]] = [
    [3, 1, 4, 1, 5], [2], [6, 5, 3, 5, 8, 9, 7], [0, 2], [3, 1, 4], [9, 9, 9],
  ]
  private static let labels = [0, 2, 1, 1, 0, 2]

  private static func model(
    _ pooling: Readout.Pooling, _ isTwoWay: Bool, _ cell: FastCell
  ) -> Model {
    var generator = SplitMix64(seed: 11)
    func layer() -> any Cell {
      CellForm(CellFamily.known(cell.rawValue)).layer(
        inputSize: 5, hiddenSize: 7, forgetBias: 1, using: &generator)
    }
    let stack = Stack(layers: [
      Stack.Layer(forward: layer(), reverse: isTwoWay ? layer() : nil)
    ])
    let width = stack.outputSize
    var model = Model(
      reader: .embedding(
        Vocabulary("abcdefghij".unicodeScalars), Matrix(rows: 11, columns: 5)),
      stack: stack,
      readout: Readout(
        weights: Matrix(rows: 3, columns: width), bias: Vector(zeros: 3),
        .label(Readout.Classes(["x", "y", "z"], pooling: pooling))))
    model.weights = model.weights.map {
      Double(Float($0 + 0.5 * Double.random(in: -1...1, using: &generator)))
    }
    return model
  }

  private static func step(
    _ model: FloatModel, threads: Int = 1, prices: [Float]? = nil
  ) -> LabelStep {
    LabelStep(
      like: model, batch: 40, longest: 7, threads: threads, prices: prices)
  }

  @Test(
    "loss and every gradient", arguments: Readout.Pooling.allCases,
    [FastCell.lstm, .gru])
  func gradients(_ pooling: Readout.Pooling, _ cell: FastCell) throws {
    for isTwoWay in [false, true] {
      let model = Self.model(pooling, isTwoWay, cell)
      let fast = try FloatModel(model)
      var gradient = fast
      let loss = Self.step(fast).gradient(
        of: fast, texts: Self.texts, labels: Self.labels, into: &gradient)
      let slow = zip(Self.texts, Self.labels).map {
        model.gradient(over: $0.map { .symbol(Int($0)) }, label: $1)
      }
      let expected = slow.map(\.loss).reduce(0, +) / 6
      #expect(abs(loss - expected) < 1e-5)
      var mean = model.weights.map { _ in 0.0 }
      for one in slow {
        for (k, value) in one.model.weights.enumerated() {
          mean[k] += value / 6
        }
      }
      #expect(
        relativeDifference(gradient.doublePrecision.weights, mean) < 1e-4)
    }
  }

  @Test("a class counts by its price")
  func prices() throws {
    let model = Self.model(.mean, true, .lstm)
    let fast = try FloatModel(model)
    var gradient = fast
    let prices: [Float] = [2, 0.5, 0]
    let loss = Self.step(fast, prices: prices).gradient(
      of: fast, texts: Self.texts, labels: Self.labels, into: &gradient)
    var (sum, mean) = (0.0, model.weights.map { _ in 0.0 })
    for (text, label) in zip(Self.texts, Self.labels) {
      let one = model.gradient(
        over: text.map { .symbol(Int($0)) }, label: label)
      let price = Double(prices[label]) / 6
      sum += price * one.loss
      for (k, value) in one.model.weights.enumerated() {
        mean[k] += price * value
      }
    }
    #expect(abs(loss - sum) < 1e-5)
    #expect(relativeDifference(gradient.doublePrecision.weights, mean) < 1e-4)
  }

  @Test(
    "texts of a batch do not know of each other",
    arguments: Readout.Pooling.allCases, [false, true])
  func alone(_ pooling: Readout.Pooling, _ isTwoWay: Bool) throws {
    let model = Self.model(pooling, isTwoWay, .lstm)
    let fast = try FloatModel(model)
    let together = fast.logits(of: Self.texts)
    for (text, said) in zip(Self.texts, together) {
      let alone = fast.logits(of: [text])[0]
      #expect((alone - said).norm < 2e-6)
      let exact = model.classLogits(
        of: model.trace(over: text.map { Int($0) }))
      #expect((exact - said).norm < 1e-5)
    }
  }

  @Test("the gradient is the same to the bit on any number of threads")
  func threads() throws {
    let fast = try FloatModel(Self.model(.mean, true, .lstm))
    let (texts, labels) = (
      (0..<36).map { Self.texts[$0 % 6] }, (0..<36).map { Self.labels[$0 % 6] }
    )
    let dropout = Dropout(share: 0.5, seed: 1, update: 2)
    let gradients = [1, 3].map { threads in
      var gradient = fast
      _ = Self.step(fast, threads: threads).gradient(
        of: fast, texts: texts, labels: labels, dropout: dropout,
        into: &gradient)
      return gradient
    }
    #expect(gradients[0] == gradients[1])
    #expect(gradients[0] != fast)
  }

  @Test("a model goes to single precision and back")
  func packing() throws {
    for isTwoWay in [false, true] {
      let model = Self.model(.last, isTwoWay, .lstm)
      let back = try FloatModel(model).doublePrecision
      #expect(back.weights == model.weights)
      #expect(back.classes == model.classes)
    }
  }
}
