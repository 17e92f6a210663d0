import ArgumentParser
import LSTMCore
import ModelFiles

/// Which model to run.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A built-in model (book, counter) or a .safetensors file.",
      valueName: "name|file"))
  var model = "book"

  func load() throws -> ModelFile { try ModelFile.load(model) }
}

/// Which of the recorded values to show.
struct SelectionOptions: ParsableArguments {
  @Option(help: "The layer to show, counted from 0 (default: all).")
  var layer: Int?

  @Option(
    help: "The units to show, such as 0,3,8-15 (default: all).",
    transform: UnitRanges.init)
  var units: UnitRanges?

  @Option(
    help: "The quantities to show, of f,i,g,o,c,h (default: all).",
    transform: QuantityList.init)
  var quantities: QuantityList?
}

/// Units written as numbers and ranges, `0,3,8-15`.
struct UnitRanges: Equatable {
  var ranges: [ClosedRange<Int>]

  init(_ text: String) throws {
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

  /// The units in the order written, each once; they must exist.
  func indices(of hiddenSize: Int) throws -> [Int] {
    for range in ranges where range.upperBound >= hiddenSize {
      throw SelectionError.noSuchUnit(range.upperBound, units: hiddenSize)
    }
    var seen = Set<Int>()
    return ranges.flatMap { $0 }.filter { seen.insert($0).inserted }
  }
}

/// Quantities written by their keys, `f,i,g,o,c,h`.
struct QuantityList: Equatable {
  var quantities: [Quantity]

  init(_ text: String) throws {
    quantities = try text.split(
      separator: ",", omittingEmptySubsequences: false
    ).map { key in
      guard let quantity = Quantity(rawValue: String(key)) else {
        let known = (Quantity.lstm + Quantity.lstmPreactivations)
          .map { "\($0.key) (\($0.name))" }.joined(separator: ", ")
        throw ValidationError(
          "There is no quantity '\(key)'. There are: \(known).")
      }
      return quantity
    }
  }
}

/// What a selection asks for that the model lacks.
enum SelectionError: Error, CustomStringConvertible {
  /// A unit past the last one.
  case noSuchUnit(Int, units: Int)
  /// A layer past the last one.
  case noSuchLayer(Int, layers: Int)
  /// A quantity that this kind of cell does not have.
  case notRecorded(Quantity, cell: String, recorded: [Quantity])

  var description: String {
    switch self {
    case .noSuchUnit(let unit, let units):
      "There is no unit \(unit): the layer has \(units), 0 to \(units - 1)."
    case .noSuchLayer(let layer, let layers):
      layers == 1
        ? "There is no layer \(layer): the model has one, layer 0."
        : "There is no layer \(layer): the model has \(layers), 0 to \(layers - 1)."
    case .notRecorded(let quantity, let cell, let recorded):
      "A cell of kind \(cell) has no \(quantity.name) (\(quantity.key)); it has "
        + recorded.map(\.key).joined(separator: ", ") + "."
    }
  }
}
