import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Testing

struct CellSearchConfirmationTests {
  private static let scalars = Array(BuiltIn.story.unicodeScalars)

  private func confirmation(
    _ quantity: Quantity, _ unit: Int, _ name: String
  ) throws -> CellSearch.Confirmation? {
    let model = try ModelFile.load("book").model
    let vocabulary = try #require(model.reader.vocabulary)
    let label = try #require(
      TextLabels.labels(of: Self.scalars).first { $0.name == name })
    var search = CellSearch(layer: 0)
    search.shuffles = 100
    return try search.confirmation(
      of: quantity, unit: unit, against: label, in: model,
      over: LongSequence(
        Self.scalars.map { UInt16(vocabulary.index(of: $0)) }))
  }

  @Test func aUnitThatTracksQuotationsBeatsChanceAndAnotherDoesNot() throws {
    let found = try #require(try confirmation(.cell, 11, "quotation"))
    #expect(found.confirmed.strength > 0.8)
    let chance = try #require(found.chance)
    #expect(found.confirmed.strength > chance.strength + 0.3)
    let other = try #require(try confirmation(.cell, 3, "quotation"))
    #expect(other.confirmed.strength < 0.5)
  }

  @Test func aUnitThatIsNotThereIsNamed() {
    #expect(throws: InspectionError.self) {
      try confirmation(.cell, 128, "quotation")
    }
  }
}
