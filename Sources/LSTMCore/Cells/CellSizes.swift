/// How large one layer is.
public struct CellSizes: Equatable, Sendable {
  /// I, how many values a step reads.
  public let inputs: Int
  /// H, how many units there are.
  public let units: Int
  /// B, how many blocks the units make; cells of a block share its gates.
  public let blocks: Int
  /// P, how many values a projected h has.
  public let projection: Int

  /// Sizes of a layer.
  ///
  /// - Parameters:
  ///   - blocks: divides the units; as many as units unless given.
  ///   - projection: at most as many as units; half of them, rounded up,
  ///     unless given.
  public init(
    inputs: Int, units: Int, blocks: Int? = nil, projection: Int? = nil
  ) {
    let (blocks, values) = (blocks ?? units, projection ?? (units + 1) / 2)
    precondition(
      inputs >= 0 && units >= 0, "\(inputs) inputs, \(units) units")
    precondition(
      units == 0 ? blocks == 0 : blocks > 0 && units.isMultiple(of: blocks),
      "\(units) units in \(blocks) blocks")
    precondition(
      values <= units && (values > 0 || units == 0),
      "a projection of \(units) units to \(values) values")
    (self.inputs, self.units) = (inputs, units)
    (self.blocks, self.projection) = (blocks, values)
  }

  /// How many units share a block's gates.
  public var blockSize: Int { units / Swift.max(1, blocks) }
}

/// How many values something has, in the sizes of a layer: 4H, or 2B + H.
package struct Width: Hashable, Sendable {
  package var inputs = 0
  package var units = 0
  package var blocks = 0
  package var projection = 0

  static let input = Width(inputs: 1)
  package static let unit = Width(units: 1)
  package static let block = Width(blocks: 1)
  package static let projected = Width(projection: 1)

  /// The width in a layer of given sizes.
  package func callAsFunction(_ sizes: CellSizes) -> Int {
    inputs * sizes.inputs + units * sizes.units + blocks * sizes.blocks
      + projection * sizes.projection
  }

  package static func + (a: Width, b: Width) -> Width {
    Width(
      inputs: a.inputs + b.inputs, units: a.units + b.units,
      blocks: a.blocks + b.blocks, projection: a.projection + b.projection)
  }
}

extension Width: CustomStringConvertible {
  /// Such as `2B + H`.
  package var description: String {
    let parts = [
      (blocks, "B"), (units, "H"), (projection, "P"), (inputs, "I"),
    ].filter { $0.0 > 0 }.map { ($0.0 == 1 ? "" : "\($0.0)") + $0.1 }
    return parts.isEmpty ? "0" : parts.joined(separator: " + ")
  }
}
