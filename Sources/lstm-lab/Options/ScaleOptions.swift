import ArgumentParser
import LSTMCore
import ModelFiles
import TraceFigures

/// Where colours end, so that figures can be held against each other.
struct ScaleOptions: ParsableArguments {
  @Option(
    name: .customLong("limit"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "End the colours of a quantity at ± this value, such as c=5; repeatable.",
      valueName: "quantity=value"),
    transform: QuantityLimit.init)
  var given: [QuantityLimit] = []

  /// The limits by quantity.
  var limits: [Quantity: Double] {
    given.reduce(into: [:]) { $0[$1.quantity] = $1.limit }
  }
}

extension ReferenceScales {
  /// Where colours end in every heatmap of the model.
  var limits: [Quantity: Double] {
    quantities.reduce(into: [:]) { limits, quantity in
      limits[quantity] = reach(of: quantity).map {
        ValueScale.reaching($0).limit
      }
    }
  }

  /// Where colours end in every picture of one unit by itself; nil where that is
  /// not known.
  func limit(of quantity: Quantity, layer: Int, unit: Int) -> Double? {
    reach(of: quantity, layer: layer, unit: unit).map {
      ValueScale.reaching($0).limit
    }
  }
}

/// A quantity and where its colours end, written `c=5`.
struct QuantityLimit: Equatable {
  let quantity: Quantity
  let limit: Double

  init(_ text: String) throws {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let limit = Double(parts[1]), limit > 0,
      limit.isFinite
    else {
      throw ValidationError(
        "'\(text)' is no limit: write a quantity and a number above 0, as in "
          + "c=5.")
    }
    quantity = try QuantityList(String(parts[0])).quantities[0]
    guard quantity.usualRange != .zeroToOne else {
      throw ValidationError(
        "The colours of \(quantity.key), a gate, always go from 0 to 1: limit "
          + "c, for one.")
    }
    self.limit = limit
  }
}
