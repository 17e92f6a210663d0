import ArgumentParser
import LSTMCore
import ModelFiles

/// Which model to run.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Self.modelHelp,
      valueName: "name|file"), completion: .models)
  var model = BuiltIn.Model.book.rawValue

  /// Whether a model was named: what the default is cannot be told apart.
  static var isNamed: Bool {
    CalledWith.words.contains {
      $0 == "--model" || $0.hasPrefix("--model=")
    }
  }

  /// What a model is asked for with.
  static let modelHelp =
    """
    A built-in model (\(BuiltIn.modelNames)) or a model file: ours, PyTorch, \
    Keras, ONNX, safetensors, NumPy, or an audio plugin's JSON.
    """

  @OptionGroup var foreign: ForeignModelOptions

  /// The model, whatever it reads and in whichever way.
  ///
  /// - Parameter hasOther: another model is read by the same options.
  func load(hasOther: Bool = false) throws -> ModelFile {
    let file = try ModelFile.load(model, foreign.options())
    guard file.origin != nil || hasOther || !foreign.isGiven else {
      throw ValidationError(
        "--module, --map, --vocabulary and --unknown say how to read another "
          + "program's file, and \(file.name) is one of ours: leave them out.")
    }
    file.origin?.say()
    return file
  }

  /// The model, which must read in one direction.
  func loadOneWay() throws -> ModelFile {
    let file = try load()
    try file.requireOneWay()
    return file
  }

  /// The model, which must read text in one direction and predict what comes
  /// next.
  ///
  /// - Parameter remedy: what to do with a model of rows, where no option takes
  ///   them.
  func loadText(
    orWithRows remedy: String
  ) throws -> (file: ModelFile, vocabulary: Vocabulary) {
    let file = try load()
    guard file.model.reader.vocabulary != nil else {
      throw Refusal("\(file.name) reads rows of numbers, not text: \(remedy)")
    }
    return (file, try file.requireText())
  }
}

extension ForeignOrigin {
  /// Says what was taken, left out or is not certain.
  func say() {
    for note in notes { Talk.note("note: " + note) }
  }
}

/// Which layers and units to show.
struct UnitSelectionOptions: ParsableArguments {
  @Option(help: "The layer to show, counted from 0 (default: all).")
  var layer: Int?

  @Option(
    help: """
      The units to show, such as 0,3,8-15, or for plot-gates top:16, those that \
      vary most (default: all).
      """,
    transform: UnitRanges.init)
  var units: UnitRanges?

  /// The selection that these options make of a model's layers.
  func selection(
    of stack: Stack, quantities: [Quantity]? = nil,
    preactivations: Bool = false
  ) throws -> TraceSelection {
    let widest = stack.cells.map(\.hiddenSize).max() ?? 0
    return TraceSelection(
      layers: layer.map { [$0] }, units: try units?.indices(below: widest),
      quantities: quantities, preactivations: preactivations)
  }
}

/// Which of the recorded values to show.
struct SelectionOptions: ParsableArguments {
  @OptionGroup var part: UnitSelectionOptions

  @Option(
    help: "The quantities to show, of f,i,g,o,c,h (default: all).",
    transform: QuantityList.init)
  var quantities: QuantityList?

  /// The selection that these options make of a model's layers.
  func selection(
    of stack: Stack, preactivations: Bool = false
  ) throws -> TraceSelection {
    try part.selection(
      of: stack, quantities: quantities?.quantities,
      preactivations: preactivations)
  }
}

/// Units written as numbers and ranges, `0,3,8-15`, or `top:16`.
struct UnitRanges: Equatable {
  var ranges: [ClosedRange<Int>] = []
  /// How many of those that vary most; nil where units are named.
  var top: Int?

  init(top: Int) { self.top = top }

  init(_ text: String) throws {
    if text.hasPrefix("top:") {
      guard let count = Int(text.dropFirst(4)), count > 0 else {
        throw ValidationError(
          "'\(text)' does not say how many units; write top:16.")
      }
      top = count
      return
    }
    ranges = try text.split(separator: ",", omittingEmptySubsequences: false)
      .map { part in
        let ends = part.split(separator: "-", omittingEmptySubsequences: false)
          .map { Int($0.trimmingPrefix(while: \.isWhitespace)) }
        guard let first = ends[0], let last = ends[ends.count - 1],
          ends.count <= 2, first >= 0, first <= last
        else {
          throw ValidationError(
            "'\(part)' is not a unit or a range of units; write 0,3,8-15.")
        }
        return first...last
      }
  }

  /// The units, each of which the widest layer must have.
  func indices(below count: Int) throws -> [Int] {
    guard top == nil else {
      throw ValidationError(
        "--units top:N chooses what varies most in a picture: give it to "
          + "plot-gates or plot-units, and write 0,3,8-15 here.")
    }
    for range in ranges where range.upperBound >= count {
      throw TraceSelectionError.noUnit(range.upperBound, layer: 0, count: count)
    }
    return ranges.flatMap { $0 }
  }
}

/// Quantities written by their keys, `f,i,g,o,c,h`.
struct QuantityList: Equatable {
  var quantities: [Quantity]

  init(_ quantities: [Quantity]) { self.quantities = quantities }

  init(_ text: String) throws {
    quantities = try text.split(
      separator: ",", omittingEmptySubsequences: false
    ).map { key in
      // Blanks after a comma mean nothing, and C is what tables call c.
      let name = key.filter { $0 != " " }
      guard
        let quantity = CellFamily.quantity(String(name))
          ?? CellFamily.quantity(name.lowercased())
      else {
        let known = (Quantity.lstm + Quantity.lstmPreactivations)
          .map { "\($0.key) (\($0.name))" }.joined(separator: ", ")
        throw ValidationError(
          "There is no quantity '\(key)'. There are: \(known).")
      }
      return quantity
    }
  }
}
