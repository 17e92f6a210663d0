import Testing

@testable import LessonKit
import ModelFiles

/// What each mistake does to a unit, as lesson 18 says it.
struct BrokenCellTests {
  private func trace(_ mistake: BrokenCell) throws -> (
    [String: [Double]]
  ) {
    let formula = "broken(\"\(mistake.rawValue)\", unit, inputs)"
    var evaluator = Evaluator()
    let shape = CellShape(inputs: ["x"])
    evaluator.bindings["unit"] = .cell(
      try shape.cell(
        from: Submission.words([
          "{forget: {b: 3}, input: {x: 8, b: -4}, candidate: {x: 2, b: 0.4}, "
            + "output: {b: 1}}"
        ]).yaml()))
    evaluator.bindings["inputs"] = .numbers([0, 1, 0, 0, 0, 0])
    return try Dictionary(
      uniqueKeysWithValues: ["f", "i", "g", "o", "c", "h"].map { key in
        (
          key,
          try evaluator.value(of: "\(formula).\(key)").numbers("the trace")
        )
      })
  }

  @Test func marksAreAsTheLessonSays() throws {
    let sound = try trace(.healthy)
    #expect(abs(sound["c"]![5] - sound["c"]![1] * 0.82) < 0.1)
    #expect(try trace(.swapped)["f"] == sound["f"])
    #expect(try trace(.tanh)["i"]![0] < -0.9)
    #expect(try trace(.bias)["f"]![0] == 0.5)
    #expect(try trace(.uncarried)["c"]![2] < 0.1)
    let early = try trace(.early)
    #expect(abs(early["h"]![1]) < 0.1 && early["h"]![2] > 0.4)
    #expect(early["c"] == sound["c"])
  }

  @Test func aPictureHasARowForEachQuantity() throws {
    var evaluator = Evaluator()
    evaluator.bindings["unit"] = .cell(
      try CellShape(inputs: ["x"]).cell(
        from: Submission.words(["{input: {b: 9}}"]).yaml()))
    let text = try evaluator.filled(
      "{picture(broken(\"healthy\", unit, [0, 0, 0]))}")
    #expect(text.split(separator: "\n").count == 8)
    #expect(text.contains("i  ███  1 to 1"))
    #expect(text.contains("f  ▅▅▅  0.5 to 0.5"))
  }
}
