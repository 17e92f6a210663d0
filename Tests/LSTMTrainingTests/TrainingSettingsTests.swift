import Foundation
import LSTMCore
import LSTMTraining
import Testing

@Suite struct TrainingSettingsTests {
  /// Every setting on which the result depends, none at its default.
  private var unusual: TrainingSettings {
    var settings = TrainingSettings()
    (settings.cell, settings.blockSize) = ("lstm-1997", 3)
    (settings.hidden, settings.layers, settings.embedding) = (6, 2, 7)
    (settings.epochs, settings.batch, settings.window) = (3, 5, 11)
    (settings.stride, settings.loss, settings.clip) = (2, .last, 0.3)
    (settings.learningRate, settings.dropout) = (1.0 / 3, 0.1)
    settings.seed = 18_446_744_073_709_551_615
    (settings.patience, settings.lowercase) = (4, true)
    (settings.holdsOut, settings.embeddingScale) = (false, 0.05)
    settings.from = "m.safetensors 0123456789ab"
    return settings
  }

  @Test("a line for people says all, and is read back to the last digit")
  func summary() {
    var read = TrainingSettings()
    read.adopt(summary: unusual.summary(of: .text))
    #expect(read == unusual)
    read.adopt(summary: TrainingSettings().summary(of: .text))
    // What a line does not say stays.
    (read.blockSize, read.from) = (nil, nil)
    #expect(read == TrainingSettings())
  }

  @Test("only a cell with a forget gate has an initial bias of it")
  func forgetBias() {
    var (settings, read) = (TrainingSettings(), TrainingSettings())
    settings.forgetBias = -1.5
    read.adopt(summary: settings.summary(of: .text))
    #expect(read.forgetBias == -1.5)
    settings.cell = "gru"
    #expect(!settings.summary(of: .text).contains("forget bias"))
  }

  @Test("what a checkpoint keeps is everything")
  func checkpoint() throws {
    var settings = unusual
    (settings.forgetBias, settings.projection) = (-1.5, 2)
    (settings.readsWords, settings.leastCount) = (true, 7)
    (settings.mostWords, settings.fold) = (99, 3)
    (settings.pooling, settings.isTwoWay) = (.last, false)
    (settings.isBalanced, settings.wordDropout) = (true, 0.4)
    let bytes = try JSONEncoder().encode(settings)
    #expect(
      try JSONDecoder().decode(TrainingSettings.self, from: bytes) == settings)
    let first = TrainingSettings()
    for (field, other) in zip(
      Mirror(reflecting: first).children, Mirror(reflecting: settings).children)
    where field.label != "threads" {
      #expect(
        "\(field.value)" != "\(other.value)", "\(field.label ?? "") is as ever")
    }
  }

  @Test("words and how many are known belong to a text read by words")
  func ofWords() {
    var read = TrainingSettings()
    read.adopt(summary: TrainingSettings.ofWords.summary(of: .words))
    #expect(read == .ofWords)
    let names = TrainingSettings().description(of: .text).map(\.name)
    #expect(!names.contains("by words") && !names.contains("words"))
  }

  @Test("rows of numbers have no stride and no embedding")
  func ofRows() {
    let names = unusual.description(of: .rows).map(\.name)
    #expect(names.contains("window") && names.contains("cell"))
    for name in ["stride", "embedding", "embedding scale", "lower case"] {
      #expect(!names.contains(name), "\(name)")
    }
  }

  @Test("what is asked otherwise than it began is named, absent values too")
  func changes() {
    var asked = TrainingSettings()
    (asked.hidden, asked.projection, asked.threads) = (64, 9, 7)
    let changes = asked.changes(from: TrainingSettings(), of: .text)
    #expect(changes.map(\.name) == ["hidden", "projection"])
    #expect(changes.map(\.before) == ["128", "none"])
    #expect(changes.map(\.now) == ["64", "9"])
  }

  @Test("the sizes of layers that there are")
  func adoptsLayers() throws {
    var settings = TrainingSettings()
    func layer(_ name: String, _ inputs: Int, _ units: Int) -> any Cell {
      CellFamily.known(name).layer(
        CellSizes(inputs: inputs, units: units, blocks: 2))
    }
    try settings.adopt(layers: [
      layer("lstm-1997", 4, 6), layer("lstm-1997", 6, 6),
    ])
    #expect(settings.cell == "lstm-1997" && settings.blockSize == 3)
    #expect(settings.hidden == 6 && settings.layers == 2)
    #expect(throws: TrainingError.self) {
      try settings.adopt(layers: [layer("gru", 4, 2), layer("gru", 2, 4)])
    }
  }

  @Test(
    "a batch fits its text",
    arguments: [
      (1_000, 100, LossPlacement.every, 9), (50, 100, .every, 1),
      (100_000, 100, .every, 32), (130, 100, .last, 11),
    ])
  func fits(characters: Int, window: Int, loss: LossPlacement, batch: Int) {
    var settings = TrainingSettings()
    (settings.window, settings.loss) = (window, loss)
    settings.fitBatch(to: characters)
    #expect(settings.batch == batch)
  }
}
