import LSTMCore
import LSTMTraining

/// Where a layer goes while it reads: its values at some places of a corpus,
/// seen along the two directions in which they vary most.
package struct CorpusTrajectory: Sendable {
  /// Which layer.
  package let layer: Int
  /// What of it.
  package let quantity: Quantity
  /// The places, in the order of the text.
  package let points: [Point]
  /// The share of all variance along each of the two directions.
  package let shares: [Double]

  /// One place.
  package struct Point: Equatable, Sendable {
    /// Where in the text.
    package let position: Int
    /// Along the first direction, and along the second.
    package let x, y: Double
  }

  /// The most places that the directions are taken from.
  package static let mostRows = 20_000

  /// Reads a corpus.
  ///
  /// - Parameters:
  ///   - label: what a position of the text is like, such as 1 within
  ///     quotations and 0 outside. With one, the first direction is that in
  ///     which it changes most with the layer's values, and the second that of
  ///     most variance across the first.
  /// - Throws: `InspectionError` for a layer or quantity that is not there,
  ///   and for a text of fewer than 3 characters.
  package init(
    _ model: Model, over sequence: LongSequence, layer: Int,
    quantity: Quantity, along label: ((Int) -> Double)? = nil,
    threads: Int = 2
  ) throws {
    try model.stack.require(layer: layer, shown: quantity)
    guard sequence.count > 2 else {
      throw InspectionError.tooShort(
        characters: sequence.count, needed: 3, question: "a trajectory")
    }
    let reader = ActivationReader(model, layer: layer, threads: threads)
    let every = (sequence.count + Self.mostRows - 1) / Self.mostRows
    let samples = reader.read(
      sequence, into: { _ in RowSample([quantity], every: every) }
    ) { sample, block in sample.add(block) }
    let sample = RowSample.joined(samples)
    let rows = (0..<sample.count).map {
      Vector(sample.row($0).map(Double.init))
    }
    let components =
      label.map { label in
        PrincipalComponents(rows: rows, along: sample.positions.map(label))
      } ?? PrincipalComponents(rows: rows, count: 2)
    (self.layer, self.quantity) = (layer, quantity)
    shares = components.directions.indices.map(components.share)
    points = zip(sample.positions, rows).map { position, row in
      let place = components.projection(of: row)
      return Point(
        position: position, x: place[0],
        y: place.count > 1 ? place[1] : 0)
    }
  }
}

/// The classes that a reader of the figure can tell apart by colour.
package enum CharacterClass: String, CaseIterable, Sendable {
  case vowel, consonant, capital, space, newline, digit, punctuation, other

  /// The class of a character.
  package init(_ scalar: Unicode.Scalar) {
    let kind = CharacterKind(scalar)
    switch kind {
    case .vowel(let capital), .consonant(let capital):
      self = capital ? .capital : kind.isVowel ? .vowel : .consonant
    case .digit: self = .digit
    case .space: self = .space
    case .newline: self = .newline
    case .punctuation: self = .punctuation
    case .other: self = .other
    }
  }

  /// What the legend says.
  package var words: String { self == .newline ? "line end" : rawValue }
}
