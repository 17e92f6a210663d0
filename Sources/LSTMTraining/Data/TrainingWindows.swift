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

  /// A batch, and which of its streams start from the zero state.
  ///
  /// Short prompts must not be new to a model: of windows that all start from
  /// the zero state, one in ten is cut short at its beginning.
  func batch(
    _ index: Int, offset: Int, using generator: inout SplitMix64
  ) -> (batch: Batch, fresh: [Int]) {
    switch self {
    case .continuous(let windows):
      let fresh = windows.freshStreams(using: &generator)
      return (windows[index], fresh)
    case .shuffled(let windows, let window):
      var batch = windows[index, offset: offset]
      batch.skipped = batch.starts.map { _ in
        Int.random(in: 0..<10, using: &generator) == 0
          ? Int.random(in: 0..<window, using: &generator) : 0
      }
      return (batch, Array(batch.starts.indices))
    }
  }
}
