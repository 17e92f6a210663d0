import LSTMCore

extension CharacterModel {
  /// Reads characters one by one, lazily, and gives each with what every layer
  /// computed; one that the vocabulary lacks is read as the unknown symbol.
  package func reading<Scalars: Sequence<Unicode.Scalar>>(
    _ scalars: Scalars, from initial: [State]? = nil
  ) -> ReadSteps<Scalars> {
    ReadSteps(
      model: self, scalars: scalars.makeIterator(),
      state: initial ?? stack.zeroState)
  }
}

/// Characters with what a model computes on reading them, as they are asked
/// for; nothing is kept.
package struct ReadSteps<Scalars: Sequence<Unicode.Scalar>>: Sequence,
  IteratorProtocol
{
  let model: CharacterModel
  var scalars: Scalars.Iterator
  var state: [State]

  /// The next character and its step of every layer, or nil at the end.
  package mutating func next() -> (Unicode.Scalar, [Step])? {
    guard let scalar = scalars.next() else { return nil }
    let symbol = model.vocabulary.index(of: scalar)
    let step = model.stack.step(model.embedding[row: symbol], from: state)
    state = step.map(\.state)
    return (scalar, step)
  }
}
