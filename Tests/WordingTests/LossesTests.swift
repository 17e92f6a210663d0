import Testing

@testable import Wording

struct LossesTests {
  @Test("an even choice among four costs ln 4 nats, which are two bits")
  func evenChoice() {
    #expect(
      perSymbol(nats: 1.386_294_361_119_890_6, "character")
        == "1.3863 nats, 2.0000 bits per character")
    #expect(
      perSymbol(nats: 1.386_294_361_119_890_6, "word")
        == "1.3863 nats, 2.0000 bits per word (perplexity 4.0)")
    #expect(bits(0) == 0)
  }
}
