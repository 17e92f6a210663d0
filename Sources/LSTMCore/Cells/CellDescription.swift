/// What there is to say about a kind of cell: where it comes from, how it
/// differs from the LSTM, and what it costs.
public struct CellDescription: Sendable {
  /// The cell itself.
  public let cell: any Cell.Type
  /// What it is called in full.
  public let title: String
  /// When it was published; nil for what never was.
  public let year: Int?
  /// Who published it, and where.
  public let source: String
  /// What it adds to the LSTM or lacks, in a line.
  public let difference: String
  /// Its equations in the order of `step`, one a line. A prime marks the new
  /// value: C′ from C.
  public let equations: [String]
  /// Whose letters the equations use.
  public let notation: Notation
  /// How many weights a layer has, with I inputs and H units.
  public let weightFormula: String
  private let weights: @Sendable (Int, Int) -> Int
  private let productsPerUnit: Int
  private let output: @Sendable (Int) -> Int

  /// The name on the command line and in model files.
  public var name: String { cell.name }

  init(
    cell: any Cell.Type, title: String, year: Int?, source: String,
    difference: String, equations: [String], notation: Notation = .modern,
    weightFormula: String, weights: @escaping @Sendable (Int, Int) -> Int,
    productsPerUnit: Int,
    output: @escaping @Sendable (Int) -> Int = { $0 }
  ) {
    (self.cell, self.title, self.year) = (cell, title, year)
    (self.source, self.difference) = (source, difference)
    (self.equations, self.notation) = (equations, notation)
    (self.weightFormula, self.weights) = (weightFormula, weights)
    (self.productsPerUnit, self.output) = (productsPerUnit, output)
  }

  /// How many weights a layer of `units` has that reads `inputs` values, by
  /// the formula.
  public func weightCount(inputs: Int, units: Int) -> Int {
    weights(inputs, units)
  }

  /// How many values h of `units` units has.
  public func outputSize(units: Int) -> Int { output(units) }

  /// How many multiplications a step takes: one for every weight that is not
  /// a bias, and those of gates with what they let through.
  public func multiplyAdds(inputs: Int, units: Int) -> Int {
    let biasesPerUnit = cell.init(inputSize: 1, hiddenSize: 1).biasCount
    return weights(inputs, units) + (productsPerUnit - biasesPerUnit) * units
  }
}

extension Cell {
  /// How many weights are only added.
  fileprivate var biasCount: Int {
    Self.parameters.lazy
      .filter { $0.name.hasSuffix("bias") || $0.name.hasSuffix("Bias") }
      .reduce(0) { $0 + $1.count(in: self) }
  }
}

/// Whose letters an equation or a diagram uses.
public enum Notation: String, CaseIterable, Sendable {
  /// f, i, C̃, o, C, h, as in textbooks since about 2013.
  case modern
  /// γ_f1, γ_o, a, of the lecture notes that have the γ cell.
  case gamma
  /// y_in, y_out, net, s, of the paper of 1997.
  case year1997 = "1997"
}

extension Quantity {
  /// The symbol in the given notation; that of `symbol` where the notation has
  /// none of its own.
  public func symbol(in notation: Notation) -> String {
    switch notation {
    case .modern: symbol
    case .gamma: gammaSymbols[self] ?? symbol
    case .year1997: symbolsOf1997[self] ?? symbol
    }
  }
}

private let gammaSymbols: [Quantity: String] = [
  .forgetGate: "γ_f1", .inputGate: "γ_f2", .outputGate: "γ_f3",
  .cell: "c", .hidden: "a",
]

private let symbolsOf1997: [Quantity: String] = [
  .inputGate: "y_in", .outputGate: "y_out", .candidate: "g", .cell: "s",
  .hidden: "y_c", .inputPreactivation: "net_in",
  .outputPreactivation: "net_out", .candidatePreactivation: "net_c",
]
