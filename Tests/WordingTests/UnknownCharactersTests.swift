import Testing

import Wording

struct UnknownCharactersTests {
  private func warning(_ text: String, known: String) -> String? {
    var unknown = UnknownCharacters()
    for scalar in text.unicodeScalars {
      unknown.note(scalar, isKnown: known.unicodeScalars.contains(scalar))
    }
    return unknown.warning(model: "book")
  }

  @Test func nothingIsSaidOfWhatIsKnown() {
    #expect(warning("abba", known: "ab") == nil)
  }

  @Test func signsAndLettersAreShown() {
    #expect(
      warning("a★\n日★", known: "a") == """
        warning: 4 of 5 characters are not in the vocabulary of book and read \
        as the unknown symbol: ★ U+2605 (step 1), U+000A (step 2), \
        日 U+65E5 (step 3)
        """)
  }

  @Test func oneCharacterIsOne() {
    #expect(
      warning("b", known: "a")?.hasPrefix("warning: 1 of 1 character is not")
        == true)
  }

  @Test func eightAreNamedAndNoMore() {
    let eight = warning("12345678", known: "")
    #expect(eight?.hasSuffix("8 U+0038 (step 7)") == true)
    let nine = warning("123456789", known: "")
    #expect(nine?.hasSuffix("8 U+0038 (step 7), …") == true)
  }
}
