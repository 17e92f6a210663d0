import CDefaultModels
import CSamples

/// What the program carries, so that everything runs with nothing downloaded.
package enum BuiltIn {
  /// The models that need no file.
  package enum Model: String, CaseIterable, Sendable {
    /// Read unless another model is asked for: 128 units, trained on *War and
    /// Peace*.
    case book
    /// 2 × 384 units, trained on the same text for longer, in half precision.
    case bookLarge = "book-large"
    /// 10 units that know aⁿXbⁿ.
    case counter
    /// 16 units that make a river of rain and temperature.
    case basin
    /// 126 units that NOAA's hydrologists trained for rivers that were measured.
    case catchment

    /// What it reads where no text is given.
    package var sample: String {
      switch self {
      case .book, .bookLarge: BuiltIn.text("book.txt")
      case .counter: BuiltIn.text("counter.txt")
      case .basin, .catchment: ""
      }
    }

    /// The path of the rows that it reads where none are given; nil for one
    /// that reads text.
    package var rows: String? {
      switch self {
      case .basin, .catchment: "sample:\(rawValue)"
      case .book, .bookLarge, .counter: nil
      }
    }

    /// Its file, byte for byte.
    var bytes: [UInt8] {
      var size = 0
      let start = lstm_lab_default_model(rawValue, &size)
      return Array(UnsafeBufferPointer(start: start, count: size))
    }
  }

  /// The models' names as a sentence lists them.
  package static let modelNames: String = {
    var names = Model.allCases.map(\.rawValue)
    let last = names.removeLast()
    return names.joined(separator: ", ") + " and " + last
  }()

  /// What a model of that name reads where no text is given.
  package static func sample(for name: String) -> String {
    (Model(rawValue: name) ?? .book).sample
  }

  /// The corpus of whoever asks without one: a story with talk in it, brackets,
  /// lists, verse and numbers, written for lstm-lab.
  package static let story = text("story.txt")

  /// The files that a path such as `sample:lines` names: of texts the lessons'
  /// lines aⁿXbⁿ and story of a lighthouse, the corpus `story`, and ten articles
  /// with their abstracts; of tables sentences that are spoken or told, `tank`,
  /// eight years of a river's `basin`, and measurements over a `catchment`, of CO₂
  /// and of sunspots.
  /// Where they are from stands beside them.
  package static let sampleNames = files.map {
    String($0.prefix { $0 != "." })
  }

  private static let files = [
    "lines.txt", "lighthouse.txt", "story.txt", "articles.md", "spoken.tsv",
    "tank.csv", "basin.csv", "catchment.csv", "co2.csv", "sunspots.csv",
  ]

  /// The text that `path` names, if it is `sample:` and a name.
  ///
  /// - Throws: `TextFileError` for a name that there is not.
  static func sample(path: String) throws(TextFileError) -> String? {
    guard path.hasPrefix("sample:") else { return nil }
    let name = path.dropFirst("sample:".count)
    guard let file = files.first(where: { $0.prefix { $0 != "." } == name })
    else { throw .noSample(path, known: sampleNames) }
    return text(file)
  }

  /// The path of the table that `--csv sample` reads: 1,500 hours of a water
  /// tank.
  ///
  /// A valve that is opened (1, else 0) lets water in for six hours. The log
  /// says only when it was opened: who wants to predict the level must remember
  /// how long ago that was. The sun, a daily wave behind passing clouds, dries
  /// the tank a little.
  ///
  ///     level′ = 0.96 level + 0.5 [opened within 6 hours] − 0.05 sun
  package static let tank = "sample:tank"

  /// The column of `tank` that names its rows.
  package static let tankLabels = "hour"

  private static func text(_ name: String) -> String {
    var size = 0
    let start = lstm_lab_sample(name, &size)
    return String(
      decoding: UnsafeBufferPointer(start: start, count: size), as: UTF8.self)
  }
}
