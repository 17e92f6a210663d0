import LSTMCore

/// The two ways to walk over the training part.
enum TrainingWindows {
  case continuous(ContinuousWindows)
  case shuffled(ShuffledWindows, window: Int)

  init(_ settings: TrainingSettings, _ range: Range<Int>) throws {
    switch settings.loss {
    case .every:
      self = .continuous(
        try ContinuousWindows(
          range, batch: settings.batch, window: settings.window))
    case .last:
      self = .shuffled(
        try ShuffledWindows(
          range, batch: settings.batch, window: settings.window,
          stride: settings.stride), window: settings.window)
    }
  }

  /// How many batches an epoch has.
  var count: Int {
    switch self {
    case .continuous(let windows): windows.count
    case .shuffled(let windows, _): windows.count
    }
  }

  /// How many windows an epoch reads.
  var windows: Int {
    switch self {
    case .continuous(let windows): windows.count * windows.streams
    case .shuffled(let windows, _): windows.windows
    }
  }

  /// How many places an epoch may begin at.
  var places: Int {
    switch self {
    case .continuous: 1
    case .shuffled(let windows, _): windows.places
    }
  }

  /// The next batch, `carried` ready for it.
  ///
  /// The zero state, where every trace begins, and short prompts must not be
  /// new to a model: of continuous streams one in twenty is sent back to zero,
  /// and of windows one in ten is cut short at its beginning.
  func batch(
    _ index: Int, offset: Int, carried: inout CarriedState,
    using generator: inout SplitMix64
  ) -> Batch {
    switch self {
    case .continuous(let windows):
      for stream in 0..<windows.streams
      where Int.random(in: 0..<20, using: &generator) == 0 {
        carried.reset(stream: stream)
      }
      return windows[index]
    case .shuffled(let windows, let window):
      carried.reset()
      var batch = windows[index, offset: offset]
      batch.skipped = batch.starts.map { _ in
        Int.random(in: 0..<10, using: &generator) == 0
          ? Int.random(in: 0..<window, using: &generator) : 0
      }
      return batch
    }
  }
}
