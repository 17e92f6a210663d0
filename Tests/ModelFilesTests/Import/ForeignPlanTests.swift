import LSTMCore
import ModelFiles
import Testing

/// Models made of foreign files: which layers, which vocabulary, and what is
/// said where the file does not tell.
struct ForeignPlanTests {
  private func load(
    _ name: String, _ change: (inout ForeignOptions) -> Void = { _ in }
  ) throws -> ModelFile {
    var options = ForeignOptions()
    change(&options)
    return try ModelFile.load(ForeignFixtures.path(name), options)
  }

  @Test func aCheckpointIsAModelOfText() throws {
    let file = try load("lightning.ckpt")
    let vocabulary = try #require(file.model.reader.vocabulary)
    #expect(vocabulary.entries == ["a", "b", "c", "d"])
    #expect(vocabulary.unknownIndex == nil)
    #expect(file.model.predictsSymbols)
    let notes = try #require(file.origin).notes
    #expect(
      notes.contains("The vocabulary is hyper_parameters.chars of the file."))
  }

  /// Nothing is lost: entry 0 is read as any other, and a character that is not
  /// there is refused.
  @Test func aVocabularyWithoutAnUnknownSymbolLosesNothing() throws {
    let file = try load("lightning.ckpt")
    let vocabulary = try #require(file.model.reader.vocabulary)
    #expect(vocabulary.indices(of: "abcd") == [0, 1, 2, 3])
    let source = try ItemSource("abx", vocabulary: vocabulary)
    #expect(source.map(\.label) == ["a", "b"])
    #expect(throws: UnreadableCharacter.self) { try source.finish() }
    var sampler = Sampler()
    sampler.excluded = vocabulary.unknownIndex
    #expect(sampler.distribution([1, 0, 0, 0])[0] > 0.4)
    let written = try ModelFile.encode(file.model)
    let again = try ModelFile.parse(written, name: "m", path: "m")
    #expect(again.model.reader.vocabulary == vocabulary)
  }

  @Test func anEmbeddingWithoutAVocabularyAsksForOne() throws {
    let text = #"["<unk>", "a", "b", "c"]"#
    let file = try load("lightning.ckpt") {
      $0.vocabulary = try? ForeignVocabulary(Array(text.utf8), name: "v")
    }
    #expect(file.model.reader.vocabulary?.unknownIndex == 0)
    let other = try load("lightning.ckpt") {
      $0.vocabulary = try? ForeignVocabulary(Array("x\ny\nz".utf8), name: "v")
      $0.unknown = .index(2)
    }
    #expect(other.model.reader.vocabulary?.entries == ["x", "y", "z", "<3>"])
    #expect(other.model.reader.vocabulary?.unknownIndex == 2)
    #expect(throws: ModelFileError.self) {
      try load("lightning.ckpt") {
        $0.vocabulary = ForeignVocabulary(["a", "b", "c", "d", "e"])
      }
    }
  }

  @Test func oneHotInputsTakeAVocabulary() throws {
    let file = try load("lstm.pt") {
      $0.vocabulary = ForeignVocabulary(["a", "b", "c"])
    }
    #expect(file.model.reader.width == 3)
    #expect(file.model.reader.vocabulary?.count == 3)
    #expect(file.model.readout == nil)
  }

  @Test func layersThatFollowEachOtherAreOneModel() throws {
    let deep = try load("deep.pt").model.stack
    #expect(deep.cells.count == 3)
    let both = try load("both.pt").model.stack
    #expect(both.cells.count == 4 && !both.isOneWay)
  }

  @Test func aPlainNetworkIsToldByTheUserOrSaid() throws {
    let bare = try load("rnn.pt")
    #expect(try #require(bare.origin).notes.contains { $0.contains("tanh") })
    let relu = try load("rnn.pt") { $0.roles = ["rnn": "rnn-relu"] }
    #expect(relu.model.stack.cells[0].definition.name == "rnn-relu")
  }

  @Test func severalModulesAreAskedFor() throws {
    let file = try SmallStateDict.twoModules()
    let error = #expect(throws: ModelFileError.self) {
      try ModelFile.parse(file, name: "m", path: "m")
    }
    #expect(error?.description.contains("--module encoder.rnn") == true)
  }

  @Test func biasesSpeakForTheOrder() throws {
    let zeros = [Double](repeating: 0, count: 12)
    func evidence(_ block: Int) throws -> LayoutEvidence? {
      var bias = zeros
      for k in 3 * block..<3 * block + 3 { bias[k] = 1 }
      var weights = ForeignRecurrence.Weights(
        input: ForeignTensor(
          name: "W", shape: [12, 1], values: zeros),
        recurrent: ForeignTensor(
          name: "U", shape: [12, 3],
          values: [Double](repeating: 0, count: 36)))
      weights.bias = ForeignTensor(name: "b", shape: [12], values: bias)
      return try LayoutEvidence(
        ForeignRecurrence(cell: .lstm, directions: [weights], order: ""))
    }
    #expect(try evidence(1)?.verdict == .agrees)
    #expect(try evidence(2)?.verdict == .disagrees)
  }
}

/// State dicts as safetensors, without numbers that matter.
enum SmallStateDict {
  static func twoModules() throws -> [UInt8] {
    let tensors = ["encoder", "decoder"].flatMap { name in
      [
        ("weight_ih_l0", [12, 5]), ("weight_hh_l0", [12, 3]),
        ("bias_ih_l0", [12]), ("bias_hh_l0", [12]),
      ].map { weight, shape in
        Tensor(
          name: "\(name).rnn.\(weight)", type: .f32, shape: shape,
          values: [Double](repeating: 0, count: shape.reduce(1, *)))
      }
    }
    return Safetensors(metadata: ["format": "pt"], tensors: tensors).encode()
  }
}
