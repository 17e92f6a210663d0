import Foundation
import LSTMCore
import LSTMTraining
import Testing

@Suite struct PresetTests {
  @Test(
    "the notebook's sizes, and a first loss of ln V",
    arguments: [
      (Preset.tiny, 23, 95_944), (.king, 26, 228_065),
    ])
  func sizes(preset: Preset, characters: Int, parameters: Int) throws {
    var settings = preset.settings
    let text = try #require(preset.text)
    let corpus = try Corpus(
      settings.lowercase ? text.lowercased() : text,
      holdsOut: settings.holdsOut)
    #expect(corpus.vocabulary.scalars.count == characters)
    settings.batch = min(settings.batch, 80)
    let trainer = try Trainer(settings: settings, corpus: corpus)
    #expect(TrainingPlan(trainer).parameters == parameters)
    var first: Double?
    _ = try trainer.run(
      progress: { first = first ?? $0.latestLoss },
      shouldStop: { trainer.updatesDone == 2 })
    let loss = try #require(first)
    #expect(abs(loss - log(Double(characters + 1))) < 0.005)
  }

  @Test("far more updates than the notebook's, whose model knows nothing")
  func updates() throws {
    let preset = Preset.tiny
    var settings = preset.settings
    settings.epochs = 300
    let corpus = try Corpus(try #require(preset.text), holdsOut: false)
    let trainer = try Trainer(settings: settings, corpus: corpus)
    func write() -> String {
      let generator = TextGenerator(
        trainer.state.model.doublePrecision, window: settings.window)
      var random = SplitMix64(seed: 1)
      for symbol in corpus.vocabulary.indices(of: preset.prompt) {
        generator.read(symbol)
      }
      return (0..<58).reduce(preset.prompt) { text, _ in
        text
          + corpus.vocabulary[
            generator.next(Sampler(temperature: 0), using: &random)]
      }
    }
    let stop = try #require(preset.notebookUpdates)
    _ = try trainer.run(shouldStop: { trainer.updatesDone == stop })
    #expect(write() != preset.text)
    _ = try trainer.run()
    #expect(write() == preset.text)
  }

  @Test("War and Peace as the notebook has it: 25,214 updates an epoch")
  func wholeBook() throws {
    let settings = Preset.warPeace.settings
    let windows = try ShuffledWindows(
      0..<3_227_392 + settings.window, batch: settings.batch,
      window: settings.window, stride: settings.stride)
    #expect(windows.count == 25_214)
  }
}
