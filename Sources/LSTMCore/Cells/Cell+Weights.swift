extension Cell {
  /// Which of `parameters` has a name; there must be one.
  public func index(ofParameter name: String) -> Int {
    guard
      let index = definition.arrays.firstIndex(where: { $0.name == name })
    else {
      preconditionFailure(
        "\(definition.name) has no weights '\(name)', but "
          + definition.arrays.map(\.name).joined(separator: ", "))
    }
    return index
  }

  /// Whether there is a parameter of that name.
  public func hasParameter(_ name: String) -> Bool {
    definition.arrays.contains { $0.name == name }
  }

  /// The values of the weights called `name`, row after row.
  public subscript(name: String) -> [Double] {
    get { self[parameter: index(ofParameter: name)] }
    set { self[parameter: index(ofParameter: name)] = newValue }
  }

  /// The weights called `name` as a vector.
  public subscript(vector name: String) -> Vector {
    get { Vector(self[name]) }
    set { self[name] = newValue.elements }
  }

  /// The weights called `name` as a matrix.
  public subscript(matrix name: String) -> Matrix {
    get {
      let array = definition.arrays[index(ofParameter: name)]
      return Matrix(
        rows: array.rows(sizes), columns: array.columns?(sizes) ?? 1,
        self[name])
    }
    set { self[name] = newValue.elements }
  }

  /// The weights `gate.input`, `gate.recurrent` and `gate.bias`.
  public subscript(gate gate: String) -> GateWeights {
    get {
      GateWeights(
        input: self[matrix: gate + ".input"],
        recurrent: self[matrix: gate + ".recurrent"],
        bias: self[vector: gate + ".bias"])
    }
    set {
      self[matrix: gate + ".input"] = newValue.input
      self[matrix: gate + ".recurrent"] = newValue.recurrent
      self[vector: gate + ".bias"] = newValue.bias
    }
  }

  /// Every weight in one run: the arrays of `parameters`, one after another.
  public var flatWeights: [Double] {
    get { definition.arrays.indices.flatMap { self[parameter: $0] } }
    set {
      precondition(
        newValue.count == parameterCount,
        "\(newValue.count) weights for a cell of \(parameterCount)")
      var start = 0
      for (index, parameter) in parameters.enumerated() {
        let end = start + parameter.count
        self[parameter: index] = Array(newValue[start..<end])
        start = end
      }
    }
  }

  /// `self += scale · other`, every weight.
  public mutating func add(_ other: Self, times scale: Double) {
    for index in definition.arrays.indices {
      let values = other[parameter: index]
      self[parameter: index].withUnsafeMutableBufferPointer { own in
        for k in values.indices { own[k] += scale * values[k] }
      }
    }
  }

  /// Draws every weight as a fresh cell of this kind has it.
  public mutating func draw(
    _ weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    for (index, array) in definition.arrays.enumerated() {
      let (rows, columns) = (array.rows(sizes), array.columns?(sizes) ?? 1)
      let initialiser: Initialiser
      switch array.start {
      case .input: initialiser = weights.input
      case .recurrent: initialiser = weights.recurrent
      case .identity:
        self[parameter: index] = Matrix.identity(rows).elements
        continue
      case .constant(let value):
        self[parameter: index] = [Double](
          repeating: value, count: rows * columns)
        continue
      case .forgetBias(let factor):
        self[parameter: index] = [Double](
          repeating: factor * weights.forgetBias, count: rows)
        continue
      }
      self[parameter: index] =
        initialiser.matrix(
          rows: rows, columns: columns, hiddenSize: hiddenSize,
          using: &generator
        ).elements
    }
  }
}

extension CellDefinition {
  /// A layer of random weights.
  public func layer(
    _ sizes: CellSizes, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) -> any Cell {
    var cell = layer(sizes)
    cell.draw(weights, using: &generator)
    return cell
  }

  /// A layer of random weights. Biases are 0 but for the forget gate's.
  public func layer(
    inputs: Int, units: Int, forgetBias: Double = 1,
    input: Initialiser = .xavier, recurrent: Initialiser = .orthogonal,
    using generator: inout some RandomNumberGenerator
  ) -> any Cell {
    var weights = Initialisation()
    weights.forgetBias = forgetBias
    (weights.input, weights.recurrent) = (input, recurrent)
    return layer(
      CellSizes(inputs: inputs, units: units), weights: weights,
      using: &generator)
  }
}
