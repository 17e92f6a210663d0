import Testing

import Wording

struct CountingTests {
  @Test func oneIsNotMany() {
    #expect(counted(1, "character") == "1 character")
    #expect(counted(0, "character") == "0 characters")
    #expect(counted(12_345, "entry", plural: "entries") == "12,345 entries")
  }

  @Test func listsSayThatTheyGoOn() {
    #expect(list(["a", "b"], most: 2) == "a, b")
    #expect(list(["a", "b", "c"], most: 2) == "a, b, …")
  }
}
