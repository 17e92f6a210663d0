import Foundation
import LSTMCore
import Testing

/// One training by PyTorch: a model of 11 symbols, 6 wide, 8 units, on four
/// texts of 10 characters.
struct GoldenRun {
  /// The four texts one after another.
  let text: [UInt16]
  let start: Model
  let losses: [Double]
  /// The gradient's norm before clipping.
  let norms: [Double]
  let firstGradient: Model
  let final: Model

  init(_ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/charlm_adam.json")
    let all = try JSONDecoder().decode(
      Contents.self, from: Data(contentsOf: file))
    let run = try #require(all.runs[name])
    text = all.ids.flatMap { $0 }
    start = try all.weights.model(bias: +)
    losses = run.losses
    norms = run.normsBeforeClip
    // Both biases have the gradient that one would have.
    firstGradient = try run.firstGradients.model { one, _ in one }
    final = try run.finalWeights.model(bias: +)
  }
}

private struct Contents: Decodable {
  let ids: [[UInt16]]
  let weights: Weights
  let runs: [String: Run]

  struct Run: Decodable {
    let losses: [Double]
    let normsBeforeClip: [Double]
    let firstGradients: Weights
    let finalWeights: Weights

    enum CodingKeys: String, CodingKey {
      case losses
      case normsBeforeClip = "grad_norms_before_clip"
      case firstGradients = "first_grads"
      case finalWeights = "final_weights"
    }
  }
}

/// PyTorch's arrays by their names; the gates' rows are packed i, f, g, o.
private struct Weights: Decodable {
  let embedding, input, recurrent, readout: [[Double]]
  let inputBias, recurrentBias, readoutBias: [Double]

  enum CodingKeys: String, CodingKey {
    case embedding = "emb.weight"
    case input = "lstm.weight_ih_l0"
    case recurrent = "lstm.weight_hh_l0"
    case inputBias = "lstm.bias_ih_l0"
    case recurrentBias = "lstm.bias_hh_l0"
    case readout = "out.weight"
    case readoutBias = "out.bias"
  }

  func model(
    bias: (Vector, Vector) -> Vector
  ) throws -> Model {
    let hidden = recurrent[0].count
    func gate(_ block: Int) -> GateWeights {
      let rows = block * hidden..<(block + 1) * hidden
      return GateWeights(
        input: matrix(Array(input[rows])),
        recurrent: matrix(Array(recurrent[rows])),
        bias: bias(
          Vector(Array(inputBias[rows])), Vector(Array(recurrentBias[rows]))))
    }
    var cell = LSTMCell(inputSize: input[0].count, hiddenSize: hidden)
    (cell.inputGate, cell.forgetGate) = (gate(0), gate(1))
    (cell.candidate, cell.outputGate) = (gate(2), gate(3))
    return Model(
      reader: .embedding(
        Vocabulary(
          "abcdefghijklmnop".unicodeScalars.prefix(embedding.count - 1)),
        matrix(embedding)),
      stack: Stack([cell]),
      readout: Readout(
        weights: matrix(readout), bias: Vector(readoutBias), .nextSymbol))
  }

  private func matrix(_ rows: [[Double]]) -> Matrix {
    Matrix(rows: rows.map { Vector($0) })
  }
}
