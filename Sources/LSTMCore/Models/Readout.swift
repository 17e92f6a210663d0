/// What makes something of h of the top layer: V·h + d, or where there are dense
/// layers between, V·a(W·h + b) + d.
public struct Readout: Equatable, Sendable {
  /// Dense layers between h and V, the lowest first; usually none.
  public var layers: [Dense]
  /// V; (values × h of the top layer, both halves of a two-way one, or × what
  /// the last dense layer gives).
  public var weights: Matrix
  /// d; (values).
  public var bias: Vector
  /// What the values are.
  public var meaning: Meaning

  /// What the values of a readout are.
  public enum Meaning: Equatable, Sendable {
    /// The logits of the next symbol: p(next) = softmax(V·h + d).
    case nextSymbol
    /// Numbers: ŷ = mean + scale ⊙ (V·h + d).
    case numbers(Targets)
    /// The logits of what the whole sequence is: p(class) = softmax(V·p + d),
    /// where p is pooled from h of all steps.
    case label(Classes)
  }

  /// What a sequence may be.
  public struct Classes: Equatable, Sendable {
    /// The names of the classes, in the order of the logits; two or more.
    public var names: [String]
    /// What is made of h of all steps.
    public var pooling: Pooling

    /// Classes of the given names.
    public init(_ names: [String], pooling: Pooling) {
      precondition(names.count > 1, "\(names.count) classes to choose from")
      (self.names, self.pooling) = (names, pooling)
    }
  }

  /// How one vector comes of h of all steps.
  public enum Pooling: String, CaseIterable, Codable, Sendable {
    /// h after the last element read; of a cell that reads in reverse, after
    /// the first.
    case last
    /// The mean of h over all steps.
    case mean
  }

  /// Which numbers are predicted.
  public struct Targets: Equatable, Sendable {
    /// Their names, in order; empty where nothing names them.
    public var names: [String]
    /// How many rows after the one read a prediction is for; 0 for the same.
    public var ahead: Int
    /// The targets' own units; (targets).
    public var scaling: Scaling

    /// Targets of the given parts.
    public init(names: [String], ahead: Int, scaling: Scaling) {
      precondition(
        (names.isEmpty || names.count == scaling.mean.count) && ahead >= 0,
        """
        \(names.count) targets \(ahead) rows ahead, a scaling of \
        \(scaling.mean.count)
        """)
      (self.names, self.ahead, self.scaling) = (names, ahead, scaling)
    }

    /// So many numbers without names, as they are.
    public init(unnamed count: Int, ahead: Int = 0) {
      self.init(names: [], ahead: ahead, scaling: Scaling(none: count))
    }
  }

  /// A readout of the given parts, as many rows of `weights` as values of
  /// `bias` and targets.
  public init(
    layers: [Dense] = [], weights: Matrix, bias: Vector, _ meaning: Meaning
  ) {
    (self.layers, self.weights) = (layers, weights)
    (self.bias, self.meaning) = (bias, meaning)
    let sizes = layers.map(\.weights.columns) + [weights.columns]
    precondition(
      zip(layers, sizes.dropFirst()).allSatisfy { $0.weights.rows == $1 },
      "dense layers that read \(sizes) values")
    precondition(
      weights.rows == bias.count
        && targets.map { $0.scaling.mean.count == bias.count } ?? true
        && classes.map { $0.names.count == bias.count } ?? true,
      """
      a readout of \(weights.rows) rows, \(bias.count) biases and \
      \(targets?.scaling.mean.count ?? classes?.names.count ?? bias.count) \
      targets
      """)
  }

  /// Which numbers are predicted; nil for logits.
  public var targets: Targets? {
    if case .numbers(let targets) = meaning { targets } else { nil }
  }

  /// What the whole sequence may be; nil where each step says something.
  public var classes: Classes? {
    if case .label(let classes) = meaning { classes } else { nil }
  }

  /// How many values of h are read.
  public var inputSize: Int { layers.first?.weights.columns ?? weights.columns }

  /// How many weights there are, biases included.
  public var parameterCount: Int {
    layers.reduce(weights.count + bias.count) {
      $0 + $1.weights.count + $1.bias.count
    }
  }

  /// V·h + d; (values).
  public func callAsFunction(_ hidden: Vector) -> Vector {
    var y = bias
    weights.multiply(layers.reduce(hidden) { $1($0) }, addingInto: &y)
    return y
  }

  /// The backward twin, given ∂L/∂(V·h + d) and the h that was read: adds the
  /// gradient of the weights to `gradient`, a readout of the same sizes, and
  /// gives ∂L/∂h.
  public func backward(
    _ error: Vector, hidden: Vector, into gradient: inout Readout
  ) -> Vector {
    var read = [hidden]
    for layer in layers { read.append(layer(read[read.count - 1])) }
    gradient.weights.addOuterProduct(error, read[layers.count])
    gradient.bias += error
    var d = Vector(zeros: weights.columns)
    weights.multiplyTransposed(error, addingInto: &d)
    for k in layers.indices.reversed() {
      d = layers[k].backward(
        d, read: read[k], gave: read[k + 1], into: &gradient.layers[k])
    }
    return d
  }

  /// A readout of the same sizes with zero weights, to accumulate gradients in.
  public var zeros: Readout {
    Readout(
      layers: layers.map(\.zeros),
      weights: Matrix(rows: weights.rows, columns: weights.columns),
      bias: Vector(zeros: bias.count), meaning)
  }
}
