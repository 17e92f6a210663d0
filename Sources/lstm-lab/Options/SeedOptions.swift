import ArgumentParser

/// Over which seeds a study is repeated.
struct SeedOptions: ParsableArguments {
  @Option(help: "How many seeds.")
  var seeds = 3
  @Option(help: "The first seed.")
  var seed: UInt64 = 1997

  func validate() throws {
    guard 1...1_000 ~= seeds else {
      throw ValidationError("--seeds must be from 1 to 1000, not \(seeds).")
    }
  }
}
