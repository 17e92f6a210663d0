import Testing

struct GenerateCommandTests {
  @Test func generationIsSeededAndBounded() throws {
    let first = try Run([
      "generate", "--length", "50", "--annealed", "1.5:0", "--seed", "7",
    ])
    #expect(first.status == 0)
    #expect(first.errors.contains("not simulated annealing"))
    let again = try Run([
      "generate", "--length", "50", "--annealed", "1.5:0", "--seed", "7",
    ])
    #expect(first.output == again.output)
    for more in [["--annealed", "1"], ["--window", "-1"], ["--top-k", "0"]] {
      #expect(try Run(["generate"] + more).status == 64)
    }
  }
}
