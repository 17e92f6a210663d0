import Foundation
import LSTMCore
import LSTMTraining

extension Bench {
  /// Whole training steps (forward, backward, clipping, Adam) of the workloads
  /// W1 and W2, and the bare products of W1 as a limit.
  func training() {
    for threads in [2, 1] where wants("w1") {
      add("w1", Workload.w1, threads)
      let products = BareProducts(threads: threads)
      add(
        "w7.limit.w1", threads: threads,
        milliseconds(25) { products.run() })
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

  /// A model of words: the readout is most of the work.
  func words() {
    add(
      "w9",
      Workload(
        name: "w9.lstm-lab.words", hidden: [256], loss: .every, batch: 32,
        window: 50, symbols: 10_000, embedding: 128, dropout: 0.5), 2)
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

  init(_ workload: Workload, threads: Int) {
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
      rate: 1e-3)
  }
}

/// The matrix products of W1 and nothing else, with the same shards.
private final class BareProducts: @unchecked Sendable {
  private let threads: Int
  private let memory: [UnsafeMutablePointer<Float>]

  init(threads: Int) {
    self.threads = threads
    memory = (0..<threads).map { _ in
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: 2_000_000)
      memory.initialize(repeating: 0.01, count: 2_000_000)
      return memory
    }
  }

  deinit { for memory in memory { memory.deallocate() } }

  func run() {
    let (shard, units, window) = (16, 128, Workload.w1.window)
    let shards = Workload.w1.batch / shard
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      asWorker {
        func matrix(_ offset: Int, _ rows: Int, _ columns: Int) -> MatrixView {
          MatrixView(memory[worker] + offset, rows: rows, columns: columns)
        }
        let gates = matrix(0, window * shard, 4 * units)
        let hidden = matrix(900_000, window * shard, units)
        let weights = matrix(1_200_000, units, 4 * units)
        let transposed = matrix(1_300_000, 4 * units, units)
        let gradient = matrix(1_400_000, units, 4 * units)
        for _ in stride(from: worker, to: shards, by: threads) {
          for t in 0..<window {
            multiply(
              hidden.step(t, shard), weights, into: gates.step(t, shard))
          }
          for t in 1..<window {
            multiply(
              gates.step(t, shard), transposed, into: hidden.step(t, shard))
          }
          multiplyTransposed(hidden, gates, into: gradient)
        }
      }
    }
  }
}

extension MatrixView {
  fileprivate func step(_ t: Int, _ count: Int) -> MatrixView {
    MatrixView(base + t * count * columns, rows: count, columns: columns)
  }
}
