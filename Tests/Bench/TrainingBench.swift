import Foundation
import LSTMCore
import LSTMTraining

extension Bench {
  /// Whole training steps (forward, backward, clipping, Adam) of the workloads
  /// W1 and W2, and the bare products of W1 as a limit.
  func training() {
    for threads in [2, 1] where wants("w1") {
      add("w1", Workload.w1, threads)
      addProducts("w7.limit.w1", Workload.w1, threads)
      addPeers("w1_seed", threads: threads, tuned: true)
    }
    guard wants("w2") else { return }
    for workload in Workload.w2 where wants(workload.name) {
      add("w2", workload, 2)
    }
    addPeers("w2_many_to_many", threads: 2, tuned: true)
  }

  private func add(_ group: String, _ workload: Workload, _ threads: Int) {
    let step = TrainingStep(workload, threads: threads)
    add(workload.name, threads: threads, milliseconds(25) { step.run() })
  }

  private func addProducts(
    _ name: String, _ workload: Workload, _ threads: Int
  ) {
    let products = BareProducts(workload, threads: threads)
    add(name, threads: threads, milliseconds(25) { products.run() })
  }

  /// A model of words: the readout is most of the work.
  func words() {
    let workload = Workload(
      name: "w9.lstm-lab.words", hidden: [256], loss: .every, batch: 32,
      window: 50, symbols: 10_000, embedding: 128, dropout: 0.5)
    add("w9", workload, 2)
    addProducts("w7.limit.w9", workload, 2)
  }

  /// How the cost of a step grows when steps, streams or units double; linear
  /// in the first two.
  func growth() {
    guard wants("growth") else { return }
    for (name, change) in [
      ("growth.lstm-lab.base", { _ in }),
      ("growth.lstm-lab.steps-doubled", { $0.window *= 2 }),
      ("growth.lstm-lab.streams-doubled", { $0.batch *= 2 }),
      ("growth.lstm-lab.units-doubled", { $0.hidden = [256] }),
    ] as [(String, (inout Workload) -> Void)] {
      var workload = Workload(name: name, hidden: [128], loss: .every)
      change(&workload)
      let step = TrainingStep(workload, threads: 2)
      add(name, threads: 2, milliseconds(15) { step.run() })
    }
  }
}

/// One row of the table.
private struct Workload {
  let name: String
  var hidden: [Int]
  let loss: LossPlacement
  var batch = 128
  var window = 100
  var symbols = 80
  var embedding = 50
  var dropout = 0.0

  static let w1 = Workload(name: "w1.lstm-lab", hidden: [128], loss: .last)
  static let w2 = [
    Workload(name: "w2.lstm-lab.h128", hidden: [128], loss: .every),
    Workload(name: "w2.lstm-lab.h256", hidden: [256], loss: .every),
    Workload(name: "w2.lstm-lab.h512", hidden: [512], loss: .every),
    Workload(name: "w2.lstm-lab.2x128", hidden: [128, 128], loss: .every),
  ]
}

/// What a `Trainer` does in one update, on random text.
private final class TrainingStep {
  private let step: BatchStep
  private let batch: Batch
  private let text: [UInt16]
  private var model: FloatModel
  private var gradient: FloatModel
  private var optimiser: Adam<Float>
  private var carried: CarriedState
  private let dropout: Dropout?
  private let threads: Int

  init(_ workload: Workload, threads: Int) {
    self.threads = threads
    var generator = SplitMix64(seed: 1)
    let scalars = (33..<32 + workload.symbols).compactMap {
      Unicode.Scalar($0)
    }
    let random = Model(
      vocabulary: Vocabulary(scalars), embeddingSize: workload.embedding,
      hiddenSizes: workload.hidden, using: &generator)
    guard let model = random.onFastPath else {
      preconditionFailure("an LSTM is an LSTM")
    }
    let (streams, window) = (workload.batch, workload.window)
    batch = Batch(starts: (0..<streams).map { $0 * window })
    text = (0...streams * window).map { _ in
      UInt16.random(in: 1..<UInt16(workload.symbols), using: &generator)
    }
    dropout = Dropout(share: workload.dropout, seed: 1, update: 1)
    self.model = model
    gradient = model
    optimiser = Adam(weights: model.values.count)
    carried = CarriedState(layout: model.layout, batch: streams)
    step = BatchStep(
      layout: model.layout, batch: streams, window: window,
      loss: workload.loss, threads: threads, dropsOut: workload.dropout > 0)
  }

  func run() {
    _ = step.gradient(
      of: model, over: batch, of: text, carried: &carried, dropout: dropout,
      into: &gradient)
    optimiser.update(
      &model.values, gradient: gradient.values,
      scale: clippingScale(norm: Float.norm(gradient.values), limit: 1),
      rate: 1e-3, workers: Workers(threads: threads))
  }
}

/// The matrix products of a workload and nothing else, with the same shards.
private final class BareProducts: @unchecked Sendable {
  private let threads: Int
  private let shards: Int
  private let workers: [ProductsOfAShard]

  init(_ workload: Workload, threads: Int) {
    self.threads = threads
    shards = workload.batch / ProductsOfAShard.streams
    workers = (0..<threads).map { _ in ProductsOfAShard(workload) }
  }

  func run() {
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      asWorker {
        for _ in stride(from: worker, to: shards, by: threads) {
          workers[worker].run()
        }
      }
    }
  }
}

/// What is multiplied for sixteen streams of a workload with one layer: the
/// recurrent products, those of a readout at every step, and, of a large
/// vocabulary, those of the words that the streams have.
private final class ProductsOfAShard {
  static let streams = 16

  private let window: Int
  private let gates, hidden, weights, transposed, gradient: MatrixView
  private var readout: [MatrixView] = []
  private var words: [MatrixView] = []

  init(_ workload: Workload) {
    let (units, rows) = (workload.hidden[0], workload.window * Self.streams)
    window = workload.window
    gates = Self.matrix(rows, 4 * units)
    hidden = Self.matrix(rows, units)
    weights = Self.matrix(units, 4 * units)
    transposed = Self.matrix(4 * units, units)
    gradient = Self.matrix(units, 4 * units)
    guard workload.loss == .every else { return }
    let symbols = (workload.symbols + 15) / 16 * 16
    readout = [
      Self.matrix(units, symbols), Self.matrix(symbols, units),
      Self.matrix(units, symbols), Self.matrix(128, symbols),
    ]
    guard workload.symbols > rows else { return }
    words = [
      Self.matrix(rows, workload.embedding),
      Self.matrix(workload.embedding, 4 * units),
      Self.matrix(4 * units, workload.embedding),
    ]
  }

  private static func matrix(_ rows: Int, _ columns: Int) -> MatrixView {
    let base = UnsafeMutablePointer<Float>.allocate(capacity: rows * columns)
    base.initialize(repeating: 0.01, count: rows * columns)
    return MatrixView(base, rows: rows, columns: columns)
  }

  deinit {
    let own = [gates, hidden, weights, transposed, gradient]
    for matrix in own + readout + words { matrix.base.deallocate() }
  }

  func run() {
    if !words.isEmpty { multiply(words[0], words[1], into: gates) }
    for t in 0..<window {
      multiply(
        hidden.step(t, Self.streams), weights, into: gates.step(t, Self.streams)
      )
    }
    if !readout.isEmpty { readOut() }
    for t in 1..<window {
      multiply(
        gates.step(t, Self.streams), transposed,
        into: hidden.step(t, Self.streams))
    }
    multiplyTransposed(hidden, gates, into: gradient)
    guard !words.isEmpty else { return }
    multiplyTransposed(words[0], gates, into: words[1])
    multiply(gates, words[2], into: words[0])
  }

  private func readOut() {
    for first in stride(from: 0, to: hidden.rows, by: 128) {
      let count = min(128, hidden.rows - first)
      let rows = hidden.rows(first, count)
      let logits = readout[3].rows(0, count)
      multiply(rows, readout[0], into: logits)
      multiplyTransposed(rows, logits, into: readout[2], adding: first > 0)
      multiply(logits, readout[1], into: rows)
    }
  }
}

extension MatrixView {
  fileprivate func step(_ t: Int, _ count: Int) -> MatrixView {
    rows(t * count, count)
  }

  fileprivate func rows(_ first: Int, _ count: Int) -> MatrixView {
    MatrixView(base + first * columns, rows: count, columns: columns)
  }
}
