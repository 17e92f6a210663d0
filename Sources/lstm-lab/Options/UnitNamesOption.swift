import ArgumentParser
import Wording

/// What units are called in a picture.
struct UnitNamesOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What the units of --units are called, in their order, such as \
      quotation,counter.
      """, valueName: "names"))
  var names: String?

  /// Refuses names for units that are not named by their numbers.
  func require(_ units: UnitRanges?) throws {
    guard names == nil || units != nil && units?.top == nil else {
      throw ValidationError(
        "--names goes with units by their numbers, --units 11,90.")
    }
  }

  /// Names by unit.
  func named(_ units: [Int]) throws -> [Int: String] {
    guard let names else { return [:] }
    let parts = names.split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == units.count else {
      throw ValidationError(
        "--names has \(counted(parts.count, "name")) for "
          + "\(counted(units.count, "unit")).")
    }
    return Dictionary(
      zip(units, parts), uniquingKeysWith: { first, _ in first })
  }
}
