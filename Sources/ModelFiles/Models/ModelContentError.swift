/// Why the tensors and the metadata of a file do not make a model, or a model
/// does not make a file.
package enum ModelContentError: Error, Equatable {
  /// The metadata names a format other than `lstm-lab/1`.
  case unknownFormat(String)
  /// The metadata names a cell that this version lacks.
  case unknownCell(String, known: [String])
  /// The metadata names one cell, and the tensors are those of another.
  case otherCell(said: String, found: String)
  /// The metadata has no `vocabulary`.
  case vocabularyMissing
  /// `vocabulary` is not a JSON array of strings.
  case vocabularyNotStrings(reason: String)
  /// `vocabulary` is an empty array.
  case vocabularyEmpty
  /// An entry after the first is not exactly one Unicode scalar.
  case vocabularyEntry(index: Int, String)
  /// Two entries after the first are the same scalar.
  case vocabularyRepeats(first: Int, second: Int, String)
  /// The vocabulary and the embedding differ in size.
  case vocabularySize(symbols: Int, embeddingRows: Int)
  /// A tensor that the model needs is not there.
  case missingTensor(String, found: [String])
  /// A tensor that no part of the model asks for.
  case unexpectedTensor(String)
  /// A tensor of another shape than the rest of the model needs.
  case wrongShape(tensor: String, expected: String, found: [Int], why: String)
  /// A weight is infinite or not a number, in the file or once rounded to F32.
  case notFinite(tensor: String, index: [Int], value: String)
  /// A weight is too large for half precision.
  case beyondHalf(tensor: String, index: [Int], value: String)
  /// The model reads in both directions, where one is asked for that predicts.
  case readsBothWays
  /// The model of text does not predict the next symbol, where it must.
  case saysNoSymbol
  /// The model reads words, where one that reads characters is wanted.
  case readsWords
  /// The model does not say what a whole sequence is, where it must.
  case labelsNothing
  /// The layers are not all of one kind, which a file cannot say.
  case mixedCells([String])
  /// A model of rows of numbers where one of text is wanted; its columns, or
  /// where nothing names them how many there are.
  case readsNumbers(columns: [String], count: Int)
  /// A model of text where one of rows of numbers is wanted.
  case readsText
  /// An entry about columns that cannot be used.
  case namesUnusable(key: String, reason: String)
}

extension ModelContentError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .unknownFormat(let format):
      "the metadata says format \"\(format)\"; this version reads "
        + "\"\(OwnKey.currentFormat)\". Use a newer lstm-lab or export it again."
    case .unknownCell(let cell, let known):
      "the cell \"\(cell)\" cannot be stored in or read from a model file by "
        + "this version. It knows \(known.joined(separator: ", "))."
    case .otherCell(let said, let found):
      "the metadata says that the cell is \"\(said)\", but the tensors are "
        + "those of \"\(found)\". Write \"\(found)\" as the metadata's \"cell\", "
        + "or export the other model."
    case .missingTensor(let name, let found):
      "\(name) is missing (found: \(list(found))). Export the model with all "
        + "of its layers."
    case .unexpectedTensor(let name):
      "\(name) has no place in this model\(hint(name)). Leave it out when "
        + "exporting, or name the tensor as PyTorch does."
    case .wrongShape(let tensor, let expected, let found, let why):
      "\(tensor) has the shape \(found) where \(expected) is needed: \(why). "
        + "Export the model again, every tensor from the same one."
    case .mixedCells(let names):
      "the layers are of different kinds (\(names.joined(separator: ", "))), "
        + "and a model file holds one kind."
    case .readsBothWays:
      "the model reads in both directions (it has *_reverse tensors), and this "
        + "command is about one, in which a step knows nothing of what follows. "
        + "trace, plot-gates, model info, model export and, if it labels texts, "
        + "evaluate, plot-text and find-cells take it."
    case .saysNoSymbol:
      "the model reads text but does not predict the next character, which this "
        + "command is about. trace, plot-gates, memory and step take it."
    case .readsWords:
      "this model reads words or parts of them, and this command goes by "
        + "characters. trace, plot-gates, plot-text, find-cells, contexts, match, "
        + "ablate and evaluate take it."
    case .labelsNothing:
      "this model does not say what a whole text is. lstm-lab train TABLE "
        + "--text COLUMN --label COLUMN makes one that does."
    case .readsNumbers, .readsText, .namesUnusable:
      seriesDescription
    case .notFinite, .beyondHalf: weightDescription
    default: vocabularyDescription
    }
  }

  private var weightDescription: String {
    switch self {
    case .notFinite(let tensor, let index, let value):
      "\(tensor)\(index) is \(value). A model needs finite weights; train it "
        + "again with a smaller learning rate or stronger clipping."
    case .beyondHalf(let tensor, let index, let value):
      "\(tensor)\(index) is \(value), and half precision ends at 65,504: leave "
        + "out --half."
    default: ""
    }
  }

  private var seriesDescription: String {
    switch self {
    case .readsNumbers(let columns, let count):
      "this model reads rows of numbers"
        + (columns.isEmpty
          ? ", \(count) a row" : " (\(columns.joined(separator: ", ")))")
        + ", not text: give --csv FILE."
    case .readsText:
      "this model reads text, not rows of numbers: give --text or --file "
        + "in place of --csv, or a model that lstm-lab train --csv made."
    case .namesUnusable(let key, let reason):
      "\(key) is unusable: \(reason). Export or train the model again."
    default: ""
    }
  }

  private var vocabularyDescription: String {
    let entries =
      "It must be a JSON array of strings: the unknown symbol, "
      + "then one character each."
    return switch self {
    case .vocabularyMissing:
      "the metadata has no \"vocabulary\". \(entries)"
    case .vocabularyNotStrings(let reason):
      "the metadata's vocabulary is unusable: \(reason). \(entries)"
    case .vocabularyEmpty:
      "the metadata's vocabulary is empty. \(entries)"
    case .vocabularyEntry(let index, let string):
      "entry \(index) of the metadata's vocabulary, \(quoted(string)), has "
        + "\(string.unicodeScalars.count) Unicode scalars, not 1. \(entries)"
    case .vocabularyRepeats(let first, let second, let string):
      "entries \(first) and \(second) of the metadata's vocabulary are both "
        + "\(quoted(string)). Give each character one entry."
    case .vocabularySize(let symbols, let rows):
      "the vocabulary has \(symbols) entries, but embedding.weight has "
        + "\(rows) rows. It needs one row per entry, the unknown symbol's first."
    default: ""
    }
  }

  private func list(_ names: [String]) -> String {
    if names.isEmpty { return "no tensors" }
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown), and \(names.count - 12) more" : shown
  }

  private func hint(_ name: String) -> String {
    name.hasSuffix("_reverse")
      ? "; each layer that reads in both directions has all tensors of both"
      : ""
  }

  private func quoted(_ string: String) -> String {
    var json: [UInt8] = []
    json.appendJSON(string)
    return String(decoding: json, as: UTF8.self)
  }
}
