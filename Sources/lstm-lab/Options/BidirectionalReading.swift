import Foundation
import LSTMCore
import ModelFiles
import Wording

/// A whole text read by a model in both directions: each character with what
/// every layer computed when it read it.
struct BidirectionalReading {
  let characters: [Unicode.Scalar]
  let trace: BidirectionalTrace
  private let unknown: UnknownCharacters
  private let model: String

  /// Each character with both halves of every layer, forward first.
  var steps: some Sequence<(String, [Step])> {
    characters.indices.lazy.map { (String(characters[$0]), trace.step($0)) }
  }

  /// Each character with one direction of every layer.
  func steps(_ direction: Direction) -> some Sequence<(Unicode.Scalar, [Step])>
  {
    characters.indices.lazy.map { (characters[$0], trace.step($0, direction)) }
  }

  /// Warns of the characters that were unknown.
  func warn(quiet: Bool) { if !quiet { unknown.warn(model: model) } }

  fileprivate init(
    _ characters: [Unicode.Scalar], by file: BidirectionalModelFile
  ) {
    var unknown = UnknownCharacters()
    let indices = characters.map {
      unknown.index(of: $0, in: file.model.vocabulary)
    }
    (self.characters, self.unknown) = (characters, unknown)
    model = file.name
    trace = file.model.trace(over: indices)
  }
}

extension TextOptions {
  /// The text read by a model in both directions, for which it is kept whole.
  func reading(
    by file: BidirectionalModelFile
  ) throws -> BidirectionalReading {
    let most = Self.mostSteps(of: file.model.stack)
    let characters: [Unicode.Scalar]
    if let path = self.file {
      let scalars = try TextScalars(path)
      characters = Array(scalars.prefix(most + 1))
      if characters.count <= most { try scalars.finish() }
    } else {
      characters = Array((text ?? Self.sample).unicodeScalars)
    }
    guard !characters.isEmpty else {
      throw EmptyText(source: self.file ?? "--text")
    }
    guard characters.count <= most else {
      throw TooLongForBothWays(most: most)
    }
    return BidirectionalReading(characters, by: file)
  }

  /// As many steps as half of the machine's memory has room for.
  private static func mostSteps(of stack: BidirectionalStack) -> Int {
    let bytes = stack.layers.reduce(0) { sum, layer in
      sum
        + Direction.allCases.reduce(0) { half, direction in
          half + layer[direction].bytesPerStep
        }
    }
    let half = Int(ProcessInfo.processInfo.physicalMemory / 2)
    return max(1_000, half / max(1, bytes))
  }
}

extension Cell {
  /// About what a recorded step takes: each quantity, and what arrays cost.
  fileprivate var bytesPerStep: Int {
    Self.quantities.reduce(200) { $0 + 8 * width(of: $1) + 48 }
      + 8 * (inputSize + outputSize) + 96
  }
}

/// A text that cannot be kept in memory.
struct TooLongForBothWays: Error, CustomStringConvertible {
  let most: Int

  var description: String {
    """
    the text has more than \(most) characters, and a model that reads in both \
    directions must be kept whole, every step of it: give a part of the text.
    """
  }
}

extension InterventionOptions {
  /// Refuses clamps and patches, which hold values of one direction.
  func requireNone(for file: BidirectionalModelFile) throws {
    guard isEmpty else { throw CannotHold(model: file.name) }
  }
}

/// Values to be held in a model that reads in both directions.
struct CannotHold: Error, CustomStringConvertible {
  let model: String

  var description: String {
    """
    --clamp and --patch hold values of models that read in one direction, and \
    \(model) reads in both: leave them out.
    """
  }
}
