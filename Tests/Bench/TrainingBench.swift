import LSTMCore
import LSTMTraining
import Foundation

/// Times whole training steps (forward, backward, clipping, Adam) of the
/// workloads W1 and W2, and the bare products of W1 as a limit; prints one JSON
/// line for each.
func benchTraining(threads: Int = 2, repeats: Int = 25, only: String = "") {
  for workload in workloads where workload.name.contains(only) || only.isEmpty {
    let step = TrainingStep(workload, threads: threads)
    report(workload.name, threads, milliseconds(repeats) { step.run() })
  }
  let name = "w7.limit.w1"
  if name.contains(only) || only.isEmpty {
    let products = BareProducts(threads: threads)
    report(name, threads, milliseconds(repeats) { products.run() })
  }
}

/// One row of the table.
private struct Workload {
  let name: String
  let hidden: [Int]
  let loss: LossPlacement
}

private let workloads = [
  Workload(name: "w1.lstm-lab", hidden: [128], loss: .last),
  Workload(name: "w2.lstm-lab.h128", hidden: [128], loss: .every),
  Workload(name: "w2.lstm-lab.h256", hidden: [256], loss: .every),
  Workload(name: "w2.lstm-lab.h512", hidden: [512], loss: .every),
  Workload(name: "w2.lstm-lab.2x128", hidden: [128, 128], loss: .every),
]

private let (symbols, embedding, batch, window) = (80, 50, 128, 100)

/// What a `Trainer` does in one update, on random text.
private final class TrainingStep {
  private let step: BatchStep
  private let text: [UInt16]
  private var model: FloatModel
  private var gradient: FloatModel
  private var optimiser: Adam
  private var carried: CarriedState

  init(_ workload: Workload, threads: Int) {
    var generator = SplitMix64(seed: 1)
    let scalars = (33..<32 + symbols).compactMap { Unicode.Scalar($0) }
    let random = CharacterModel(
      vocabulary: Vocabulary(scalars), embeddingSize: embedding,
      hiddenSizes: workload.hidden, using: &generator)
    guard let model = try? FloatModel(random) else {
      preconditionFailure("an LSTM is an LSTM")
    }
    text = (0...batch * window).map { _ in
      UInt16.random(in: 1..<UInt16(symbols), using: &generator)
    }
    self.model = model
    gradient = model
    optimiser = Adam(model)
    carried = CarriedState(layout: model.layout, batch: batch)
    step = BatchStep(
      layout: model.layout, batch: batch, window: window,
      loss: workload.loss, threads: threads)
  }

  func run() {
    _ = step.gradient(
      of: model, over: Batch(starts: (0..<batch).map { $0 * window }),
      of: text, carried: &carried, into: &gradient)
    optimiser.update(
      &model, gradient: gradient,
      scale: clippingScale(norm: gradient.norm, limit: 1), rate: 1e-3)
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
    let (shard, units) = (16, 128)
    let shards = batch / shard
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

private func milliseconds(_ repeats: Int, _ body: () -> Void) -> [Double] {
  for _ in 0..<3 { body() }
  return (0..<repeats).map { _ in
    ContinuousClock().measure(body) / .milliseconds(1)
  }
}

private func report(_ name: String, _ threads: Int, _ times: [Double]) {
  let sorted = times.sorted()
  func text(_ value: Double) -> String { String(format: "%.3f", value) }
  print(
    """
    {"name":"\(name)","threads":\(threads),"repeat":\(times.count),\
    "median_ms":\(text(sorted[times.count / 2])),\
    "min_ms":\(text(sorted[0])),\
    "max_ms":\(text(sorted[times.count - 1])),\
    "units":"ms/training step"}
    """)
}
