import LSTMCore

/// What a model computes over a source, each element with its step of every
/// cell: as it is asked for, or where layers read both ways, kept whole.
package struct ModelRun: Sequence, IteratorProtocol {
  /// How many steps there will be; nil where only reading tells.
  package let count: Int?
  private var nextStep: () -> (item: Item, steps: [Step])?

  /// A model about to read a source.
  ///
  /// - Parameter step: a step in which something is held; nil for the model's
  ///   own.
  /// - Throws: `TooLongToKeep`, or what ended the source, of a model that reads
  ///   both ways.
  package init(
    of model: Model, _ source: ItemSource, step: Model.StepFunction? = nil
  ) throws {
    if model.stack.isOneWay {
      var reading = Reading(of: model, source, step: step)
      (count, nextStep) = (source.count, { reading.next() })
    } else {
      let recording = try Recording(of: model, source)
      var run = recording.run.makeIterator()
      (count, nextStep) = (recording.count, { run.next() })
    }
  }

  /// The next element with its steps, or nil at the end.
  package mutating func next() -> (item: Item, steps: [Step])? { nextStep() }
}

extension Recording {
  /// How many steps of one-way layers are kept at most: half a gigabyte at 128
  /// units.
  package static let longest = 50_000

  /// Reads a source to its end, or up to a step and no further, and keeps
  /// everything.
  ///
  /// - Throws: `TooLongToKeep`, or what ended the source.
  package init(
    of model: Model, _ source: ItemSource, upTo last: Int? = nil
  ) throws {
    let stack = model.stack
    let limit = stack.isOneWay ? Self.longest : stack.stepsInHalfOfMemory
    let wanted = last.map { Swift.max(0, $0) + 1 } ?? Int.max
    var (items, steps) = ([Item](), [[Step]]())
    func keep(_ item: Item) throws {
      guard items.count < limit else {
        throw TooLongToKeep(limit: limit, isOneWay: stack.isOneWay)
      }
      items.append(item)
    }
    if stack.isOneWay {
      for (item, step) in Reading(of: model, source) {
        try keep(item)
        steps.append(step)
        if items.count == wanted { break }
      }
    } else {
      for item in source { try keep(item) }
    }
    try source.finish()
    let read =
      source.series.map { .rows($0.part(0..<items.count)) }
      ?? InputSequence(items)
    guard stack.isOneWay else {
      self.init(of: model, reading: read)
      return
    }
    self.init(
      of: model, reading: read,
      trace: Trace(
        inputs: read.data.map { model.reader($0) }, initial: stack.initialState,
        steps: steps))
  }
}

extension Stack {
  /// As many steps as half of the machine's memory has room for.
  fileprivate var stepsInHalfOfMemory: Int {
    let bytes = cells.reduce(0) { $0 + $1.bytesPerStep }
    let half = Int(ProcessInfo.processInfo.physicalMemory / 2)
    return max(1_000, half / max(1, bytes))
  }
}

extension Cell {
  /// About what a recorded step takes: each quantity, and what arrays cost.
  fileprivate var bytesPerStep: Int {
    quantities.reduce(200) { $0 + 8 * width(of: $1) + 48 }
      + 8 * (inputSize + outputSize) + 96
  }
}

/// A sequence that would fill the memory.
package struct TooLongToKeep: Error, Equatable, CustomStringConvertible {
  /// How many steps there is room for.
  package let limit: Int
  /// Whether the layers all read forward.
  package let isOneWay: Bool

  /// So much room in layers of that kind.
  package init(limit: Int, isOneWay: Bool) {
    (self.limit, self.isOneWay) = (limit, isOneWay)
  }

  /// What is wrong, and what to do.
  package var description: String {
    isOneWay
      ? """
      everything computed is kept, so the text may have \(limit) characters at \
      most. Give a shorter one, or an earlier step where --at chooses one.
      """
      : """
      the text has more than \(limit) characters, and a model that reads in both \
      directions must be kept whole, every step of it: give a part of the text.
      """
  }
}
