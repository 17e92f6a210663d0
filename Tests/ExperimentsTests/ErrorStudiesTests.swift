import Experiments
import Foundation
import LSTMCore
import Testing

/// What the gradients of a model say, on small models of random weights.
struct ErrorStudiesTests {
  static let model: Model = {
    var generator = SplitMix64(seed: 41)
    return Model(
      vocabulary: Vocabulary("abcde".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4, 5], using: &generator)
  }()
  static let scalars = Array("abracadabra".unicodeScalars)
  static let symbols = model.symbols(of: "abracadabra")

  /// ‖∂loss_t/∂x_s‖ of every pair against central differences of the loss by
  /// what is read.
  @Test func connectivityMatchesCentralDifferences() {
    let model = Self.model
    let found = Connectivity(
      of: model, over: Self.symbols, characters: Self.scalars)
    #expect(found.norms.map(\.count) == Array(1...10))
    let inputs = Self.symbols.dropLast().map { model.reader(.symbol($0)) }
    func losses(_ inputs: [Vector]) -> [Double] {
      zip(model.stack.trace(over: inputs).steps, Self.symbols.dropFirst()).map {
        crossEntropy(model.logits(after: $0[1][.hidden]), target: $1)
      }
    }
    #expect(found.losses == losses(inputs))
    for s in inputs.indices {
      var squares = [Double](repeating: 0, count: inputs.count)
      for k in 0..<3 {
        var (up, down) = (inputs, inputs)
        up[s][k] += 1e-5
        down[s][k] -= 1e-5
        for (t, pair) in zip(losses(up), losses(down)).enumerated() {
          let slope = (pair.0 - pair.1) / 2e-5
          squares[t] += slope * slope
        }
      }
      for t in s..<inputs.count {
        #expect(
          (found.norms[t][s] - squares[t].squareRoot()).magnitude < 1e-9)
      }
    }
    #expect(found.medianShares[0] == 1)
    #expect(found.csv.split(separator: "\n").count == 1 + 55)
  }

  @Test func oneLossIsAPartOfAllLosses() {
    let model = Self.model
    let all = model.activationGradient(over: Self.symbols, at: nil)
    var sum = Vector(zeros: 4)
    for t in 0..<10 {
      let one = model.activationGradient(over: Self.symbols, at: t)
      sum += 0.1 * one.steps[0][0][.forgetPreactivation]
      #expect(
        one.steps.dropFirst(t + 1).allSatisfy { $0[0][.hidden].norm == 0 })
    }
    let rest = sum - all.steps[0][0][.forgetPreactivation]
    #expect(rest.norm < 1e-15)
  }

  /// The three meanings of constant error flow, each as it is claimed.
  @Test func threeMeaningsThreeChecks() throws {
    let trace = Self.model.trace(over: Self.symbols)
    for layer in 0..<2 {
      let cell = try #require(Self.model.stack.cells[layer] as? LSTMCell)
      let paths = ErrorPaths(of: cell, in: trace, layer: layer, lags: 50)
      #expect(paths.rows.count == 12)
      for row in paths.rows {
        #expect(row.carousel == (1, 1))
        #expect(row.isExactProduct)
        #expect(row.lag == 0 || row.truncated.most < 1)
      }
      let product = cell.jacobian(overLast: 7, of: trace, layer: layer)
      let n = cell.hiddenSize
      let block = Matrix(
        rows: (n..<2 * n).map { product[row: $0][n..<2 * n] })
      #expect(
        (paths.rows[7].full.most - block.spectralNorm).magnitude < 1e-14)
      #expect((paths.rows[11].full.most - 1).magnitude > 1e-3)
    }
  }

  /// Weights from a file may be of any size; ∞ − ∞ is no number.
  @Test func errorsThatAreNoNumbersAreStillTold() {
    var cell = LSTMCell(inputSize: 2, hiddenSize: 1)
    cell.candidate.input = Matrix(rows: 1, columns: 2, [1e308, -1e308])
    let trace = Stack([cell]).trace(over: [[10, 10], [10, 10]])
    #expect(trace.steps[1][0][.cell][0].isNaN)
    let paths = ErrorPaths(of: cell, in: trace, lags: 2)
    #expect(paths.rows.count == 3)
    #expect(paths.csv.split(separator: "\n").count == 4)
  }

  @Test func everyWayToTheGradientAgrees() {
    let costs = LearningCosts(steps: 12, units: 4, inputs: 3, seed: 5)
    #expect(costs.rows.count == 7)
    for row in costs.rows { #expect(row.difference < 1e-12) }
    // An LSTM of 4 units has n = 8, W = 128. Each of the n rows of P takes the
    // step's own, the rows of every h before, but of C its own unit's alone; the
    // gradient takes those of h.
    let lstm = costs.rows[3]
    #expect(lstm.multiplications == (8 * (1 + 4 + 1) + 4) * 128)
    #expect(lstm.kept == 8 * 128)
    // Truncated, s and y of a cell depend on its own s alone, and gates on
    // nothing before: 8 such rows and 8 of gates, and 4 in the gradient.
    let (truncated, last) = (costs.rows[5], costs.rows[6])
    #expect(truncated.multiplications == (16 + 8 + 4) * truncated.weights)
    #expect(last.multiplications < truncated.multiplications)
    #expect(last.kept < last.multiplications && last.kept == 4 * 2 * 16)
    #expect(costs.table.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func theFanNamesItsRanks() throws {
    let trace = Self.model.trace(over: Self.symbols)
    let fan = JacobianSpectrum(
      of: Self.model.stack.cells[1], in: trace, layer: 1, lags: 4)
    #expect(fan.shownRanks == [1, 2, 4, 8, 10])
    #expect(fan.singularValues.count == 5 && fan.norms.count == 4)
    for (norm, radius) in zip(fan.norms, fan.radii) {
      #expect(radius <= norm * (1 + 1e-6))
    }
    #expect((fan.singularValues[1][0] - fan.norms[0]).magnitude < 1e-13)
    #expect(
      fan.table { _ in "a" }.split(separator: "\n")
        .allSatisfy { $0.count <= 80 })
  }

  /// Identity 16: clipping gives min(norm, θ) and turns nothing.
  @Test func clippingKeepsTheDirection() {
    for result in ClippingStudy().run() {
      let expected = min(result.before, ClippingStudy.threshold)
      #expect((result.after / expected - 1).magnitude < 1e-12)
      #expect((result.cosine - 1).magnitude < 1e-12)
      #expect(
        (result.parts[50] / result.parts[0])
          / (result.clippedParts[50] / result.clippedParts[0]) - 1 < 1e-12)
    }
    let results = ClippingStudy().run()
    #expect(results.contains { $0.before > 1e6 }, "an explosion")
    #expect(results.contains { $0.before == $0.after }, "nothing to clip")
  }

  /// A short lag is learned in a moment, and both cells' errors are measured
  /// where they should be.
  @Test func aShortAddingProblemIsLearned() throws {
    var study = TrainingStudy()
    (study.steps, study.hiddenSize, study.moments) = (6, 8, [0, 250])
    let snapshots = study.run()
    #expect(snapshots.map(\.updates) == [0, 250, 0, 250, 0, 250])
    for snapshot in snapshots {
      #expect(snapshot.shares.median.count == 6)
      #expect(snapshot.shares.median[0] == 1)
      if snapshot.updates == 250 { #expect(snapshot.loss < 0.05) }
    }
    #expect(snapshots == study.run(), "the same seed, the same training")
    let report = TrainingReport(study: study, snapshots: snapshots)
    #expect(report.csv.split(separator: "\n").count == 1 + 36)
    #expect(report.table.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func severalTrainingsArePooled() {
    var study = TrainingStudy()
    (study.steps, study.hiddenSize, study.moments) = (4, 4, [0, 20])
    study.seeds = 2
    let pooled = study.run()
    study.seeds = 1
    let first = study.run()
    study.seed &+= 2
    let second = study.run()
    for (index, both) in pooled.enumerated() {
      let mean = (first[index].loss + second[index].loss) / 2
      #expect(abs(both.loss - mean) < 1e-12)
      #expect(first[index].loss != second[index].loss)
      #expect(
        both.shares.low[3]
          >= min(first[index].shares.low[3], second[index].shares.low[3]))
    }
  }

  @Test func sequencesOfTheAddingProblemAddUp() {
    var generator = SplitMix64(seed: 1)
    for steps in [4, 5, 10, 50] {
      for _ in 0..<50 {
        let (inputs, target) = AddingProblem(steps: steps)
          .sequence(using: &generator)
        let marked = inputs.indices.filter { inputs[$0][1] == 1 }
        #expect(marked.count == 2 && inputs.count == steps)
        #expect(marked.reduce(0) { $0 + inputs[$1][0] } == target)
        #expect(marked[1] < max(2, steps / 2))
      }
    }
  }

  /// J = diag(1, ¾)·sW has the eigenvalues 2s and 0: its powers are (2s)^(q−1)·J.
  @Test func theCounterexampleGrowsAsItsEigenvalueHasIt() {
    let study = RadiusCounterexample(steps: 12)
    #expect(study.curves.map(\.scale) == [1, 0.5, 0.25, 1.0 / 32])
    for curve in study.curves {
      let (s, first) = (curve.scale, 14.142_135_623_730_95)
      #expect(curve.radius == 0)
      #expect(abs(curve.norm - 16 * s) < 1e-12)
      #expect(curve.linear[1...].dropFirst().allSatisfy { $0 == 0 })
      for q in 1...12 {
        let expected = s * first * pow(2 * s, Double(q - 1))
        #expect(abs(curve.tanh[q] / expected - 1) < 1e-6, "\(s), \(q)")
        #expect(curve.tanh[q] <= curve.bound[q] * (1 + 1e-12))
      }
      #expect(abs(curve.growth - 2 * s) < 1e-6)
    }
    let lines = study.csv.split(separator: "\n")
    #expect(lines.count == 1 + 4 * 13)
    #expect(
      study.table.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
