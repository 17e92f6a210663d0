import Foundation
import LSTMCore
import ModelFiles
import Testing

private let modelsFolder =
  ProcessInfo.processInfo.environment["LSTM_LAB_MODELS"]

/// Models that other people trained, in the folder that `make foreign` names.
@Suite(
  .enabled(
    if: modelsFolder != nil,
    "make foreign MODELS=folder runs these"))
struct ForeignModelsTests {
  private func source(_ name: String) throws -> ByteSource {
    try ByteSource(path: try #require(modelsFolder) + "/" + name)
  }

  private func file(_ name: String) throws -> ForeignFile {
    try ForeignFile.read(source(name)) { (source) throws(ForeignFileError) in
      try HDF5Process.contents(
        of: source, program: MutatedForeignFileTests.program)
    }
  }

  /// The same recurrent layer as ONNX and as TorchScript, to the bit. The
  /// safetensors file beside them holds other numbers (none of its blocks is in
  /// the bytes of either), trained on from these: matrix by matrix they go
  /// together, as in no other order of the gates.
  @Test func sileroIsTheSameInItsFormats() throws {
    let onnx = try silero("silero_vad_16k_op15.onnx")
    let script = try silero("silero_vad.jit", ["_model.decoder.rnn"])
    let later = try silero("silero_vad_16k.safetensors")
    // A comparison of its own: a test of arrays that differ lists how, for hours.
    let isSame = onnx.flatWeights == script.flatWeights
    #expect(isSame)
    for index in onnx.parameters.indices
    where onnx[parameter: index].count > 128 {
      let r = correlation(onnx[parameter: index], later[parameter: index])
      #expect(r > 0.9)
    }
  }

  private func silero(
    _ name: String, _ modules: [String] = []
  ) throws -> any Cell {
    var options = ForeignOptions()
    options.modules = modules
    let plan = try ForeignPlan(file("silero-vad/" + name), options)
    let cell = try #require(plan.model(options).model.stack.cells.first)
    #expect(cell.hiddenSize == 128 && cell.inputSize == 128)
    return cell
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let (p, q) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
    let sums = zip(a, b).reduce((0.0, 0.0, 0.0)) {
      let (x, y) = ($1.0 - p, $1.1 - q)
      return ($0.0 + x * y, $0.1 + x * x, $0.2 + y * y)
    }
    return sums.0 / (sums.1 * sums.2).squareRoot()
  }

  @Test func noaaIsReadFromSharedStorage() throws {
    let file = try file("noaa-lstm/model_epoch009.pt")
    let plan = try ForeignPlan(file, ForeignOptions())
    let (model, _) = try plan.model(ForeignOptions())
    #expect(model.reader.width == 4 && model.stack.outputSize == 126)
    #expect(model.readout?.bias.count == 1)
    let recurrence = try #require(plan.recurrent.first?.recurrence)
    #expect(try LayoutEvidence(recurrence)?.verdict == .agrees)
    let script = try self.file("noaa-lstm/sugar_creek_trained.pt")
    #expect(script.layers.contains { $0.recurrence?.units == 64 })
  }

  /// A month of rain over one catchment, and its discharge.
  @Test func noaasRowDescriptionGivesTheDischarge() throws {
    let folder = try #require(modelsFolder) + "/noaa-lstm"
    let file = try ModelFile.load(folder)
    let path = folder + "/cat-67.csv"
    let (table, notes) = try file.completed(
      SeriesTable.load(path), at: path, ConstantColumns())
    #expect(notes.count == 1)
    let series = try file.series(of: table, labels: table.dates)
    #expect(series.count == 720)
    #expect(series.labels?.first == "2015-12-01 00:00:00")
    let trace = file.model.trace(over: InputSequence.rows(series).data)
    let scaled = [
      42.45851876185229, 0.025763182693585192, -0.5153027092874953,
      -0.8654794844391204,
    ]
    for (x, right) in zip(trace.inputs[514].elements, scaled) {
      #expect(abs(x - right) < 1e-12)
    }
    for (step, right) in NeuralHydrologyTests.discharge {
      let flow = try #require(file.model.prediction(after: trace.steps[step]))
      #expect(abs(flow[0] - right) < 1e-12)
    }
  }

  @Test func audioModelsAreRead() throws {
    let nam = try ForeignPlan(file("audio/lstm.nam"), ForeignOptions())
    #expect(nam.width == 3 && nam.readout != nil)
    let lstm = try ForeignPlan(
      file("audio/rtneural-lstm.json"), ForeignOptions())
    #expect(lstm.width == 8 && lstm.readout != nil)
    let gru = try ForeignPlan(
      file("audio/rtneural-gru-torch.json"), ForeignOptions())
    #expect(gru.recurrent.count == 4 && gru.readout != nil)
  }

  /// A line of English costs textgenrnn about a nat a character in the right
  /// order of the gates, and far more in any other.
  @Test func textgenrnnsOrderIsProvedByALine() throws {
    let model = try TextGenRNN(
      file("textgenrnn/textgenrnn_weights.hdf5"),
      vocabulary: try source("textgenrnn/textgenrnn_vocab.json")
        .bytes(of: "vocabulary"))
    let line = "What is the best way to learn how to play the guitar?"
    var losses: [(order: [Int], loss: Double)] = []
    for order in permutations([0, 1, 2, 3]) {
      losses.append((order, try model.loss(line, order: order)))
    }
    losses.sort { $0.loss < $1.loss }
    print("textgenrnn:", losses.prefix(3))
    #expect(losses[0].order == [0, 1, 2, 3])
    #expect(0.8...2 ~= losses[0].loss)
    #expect(losses[1].loss > 4)
  }

  private func permutations(_ items: [Int]) -> [[Int]] {
    guard !items.isEmpty else { return [[]] }
    return items.flatMap { first in
      permutations(items.filter { $0 != first }).map { [first] + $0 }
    }
  }
}

/// textgenrnn's network: attention over [embedding, h of both layers] of the
/// last 40 characters, then a softmax.
private struct TextGenRNN {
  let file: ForeignFile
  let indices: [String: Int]
  let embedding, attention, weights, bias: [Double]

  init(_ file: ForeignFile, vocabulary: [UInt8]) throws {
    self.file = file
    indices = try JSONDecoder().decode(
      [String: Int].self, from: Data(vocabulary))
    func values(_ ending: String) throws -> [Double] {
      try #require(file.tensors.first { $0.name.hasSuffix(ending) }).values()
    }
    embedding = try values("embeddings:0")
    attention = try values("attention_W:0")
    weights = try values("output/kernel:0")
    bias = try values("output/bias:0")
  }

  func loss(_ line: String, order: [Int]) throws -> Double {
    let symbols =
      [indices["<s>"] ?? 0] + line.map { indices[String($0)] ?? 0 }
    let recurrent = try ForeignPlan(file, ForeignOptions())
      .model(
        anyVocabulary(count: bias.count), order: order
      ).model.stack
    var total = 0.0
    for end in 1..<symbols.count {
      let window = symbols[max(0, end - 40)..<end]
      let padded = [Int](repeating: 0, count: 40 - window.count) + window
      total += cost(of: symbols[end], after: padded, recurrent)
    }
    return total / Double(symbols.count - 1)
  }

  private func cost(
    of next: Int, after window: [Int], _ stack: Stack
  ) -> Double {
    let inputs = window.map {
      Vector(Array(embedding[$0 * 100..<$0 * 100 + 100]))
    }
    let trace = stack.trace(over: inputs)
    let rows = zip(inputs, trace.steps).map { x, step in
      x.elements + step[0][.hidden].elements + step[1][.hidden].elements
    }
    let scores = rows.map { row in
      zip(row, attention).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let largest = scores.max() ?? 0
    let powers = scores.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    var mean = [Double](repeating: 0, count: attention.count)
    for (row, power) in zip(rows, powers) {
      for k in row.indices { mean[k] += row[k] * power / sum }
    }
    var logits = bias
    let count = bias.count
    for k in mean.indices {
      for j in 0..<count { logits[j] += mean[k] * weights[k * count + j] }
    }
    let top = logits.max() ?? 0
    let norm = logits.reduce(0) { $0 + exp($1 - top) }
    return top + log(norm) - logits[next]
  }
}

/// Options with a vocabulary of so many symbols, whatever they are.
private func anyVocabulary(count: Int) -> ForeignOptions {
  var options = ForeignOptions()
  options.vocabulary = ForeignVocabulary((0..<count).map { "<\($0)>" })
  return options
}
