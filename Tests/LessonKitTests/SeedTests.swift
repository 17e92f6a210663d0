import Testing

@testable import LessonKit

struct SeedTests {
  private static let exercises = """
    - id: drawn
      kind: number
      let: {a: "draw([2, 3, 5, 7, 11, 13], 1)"}
      ask: "{a}?"
      expect: a
      tolerance: 0
      hints: [a]
      worked: So.
    - id: chosen
      kind: choice
      ask: Which?
      choices: {a: one, b: two, c: three, d: four}
      expect: c
      hints: [c]
      worked: So.
    """

  @Test func namesAndNumbersAreSeeds() {
    #expect(Seed("Ada Lovelace") == Seed("ada lovelace "))
    #expect(Seed("Ada") != Seed("Bea"))
    #expect(Seed("17").number == 17)
    #expect(Seed("0") == .course)
  }

  @Test func learnersHaveNumbersAndChoicesOfTheirOwn() throws {
    let small = try SmallCourse(exercises: Self.exercises)
    var answers: (numbers: Set<String>, letters: Set<String>) = ([], [])
    for seed in 0..<30 {
      let course = try Course(small.course.files, seed: Seed(number: seed))
      let solved = try course.exercises.map { try $0.exercise.solvedAnswer() }
      answers.numbers.insert(solved[0])
      answers.letters.insert(solved[1])
      if seed == 0 { #expect(solved == ["2", "c"]) }
      for (place, answer) in zip(course.exercises, solved) {
        #expect(try place.exercise.judge(.words([answer])).isRight)
      }
      // The text of a choice is the same for all.
      #expect(try course.exercises[1].exercise.judge(.words(["three"])).isRight)
    }
    #expect(answers.numbers.count > 4)
    #expect(answers.letters == ["a", "b", "c", "d"])
  }
}
