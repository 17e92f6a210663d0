import ArgumentParser
import LSTMTraining
import Wording

/// A part of a text, as `train` divides one: 80, 10 and 10 per cent.
enum CorpusPart: String, ExpressibleByArgument, CaseIterable {
  case all, training, validation, test

  /// Where the part lies in a text.
  func range(of corpus: Corpus) -> Range<Int> {
    switch self {
    case .all: corpus.symbols.indices
    case .training: corpus.training
    case .validation: corpus.validation
    case .test: corpus.test
    }
  }

  /// What training did with the part, for a model trained on the text.
  var learning: String {
    switch self {
    case .all: "four fifths of it were read in training"
    case .training: "this part was read in training"
    case .validation: "this part was scored, not learnt from"
    case .test: "this is its last tenth, unseen"
    }
  }
}
