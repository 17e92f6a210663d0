/// Softmax and cross-entropy over the rows of one shard, some rows at a time: as
/// many as have their logits in the cache, or more of a large vocabulary.
final class ReadoutPass {
  /// The target of a row that is not counted.
  static let ignored = UInt16.max

  private let logits: FloatBuffer
  private let symbols: Int
  private let rowsAtOnce: Int
  private let prices: [Float]?

  /// Memory for rows of `layout`'s symbols.
  ///
  /// - Parameter prices: by how much a row counts whose target is each symbol;
  ///   all alike unless given.
  init(layout: ModelLayout, prices: [Float]? = nil) {
    self.prices = prices
    symbols = layout.readout.columns
    rowsAtOnce = max(fewestRows, cachedLogits / symbols)
    logits = FloatBuffer(count: rowsAtOnce * symbols)
  }

  /// How many logits there is memory for.
  static func logits(symbols: Int) -> Int {
    max(cachedLogits, fewestRows * symbols)
  }

  /// Adds the loss over `outputs` to `gradient`, and nothing else.
  ///
  /// - Parameter targets: the symbol that came after each row.
  func loss(
    _ weights: PreparedWeights, outputs: MatrixView,
    targets: UnsafePointer<UInt16>, into gradient: ShardGradient
  ) {
    for rows in outputs.rows.runs(of: rowsAtOnce) {
      let z = logits.matrix(rows: rows.count, columns: symbols)
      multiply(outputs[rows], weights.readout, into: z)
      for row in 0..<rows.count {
        score(
          z.base + row * symbols, weights.readoutBias.base,
          targets[rows.lowerBound + row], gradient)
      }
    }
  }

  /// The same with the gradient: z = V·h + d ⇒ ∂z = (p − y)·scale,
  /// ∂V += ∂z·hᵀ, ∂d += ∂z, ∂h = Vᵀ·∂z.
  ///
  /// - Parameters:
  ///   - scale: by how much one row's loss counts.
  ///   - dOutputs: receives ∂h.
  func backward(
    _ weights: PreparedWeights, outputs: MatrixView,
    targets: UnsafePointer<UInt16>, scale: Float,
    into gradient: ShardGradient, dOutputs: MatrixView
  ) {
    for rows in outputs.rows.runs(of: rowsAtOnce) {
      let z = logits.matrix(rows: rows.count, columns: symbols)
      multiply(outputs[rows], weights.readout, into: z)
      for row in 0..<rows.count {
        let z = z.base + row * symbols
        let target = targets[rows.lowerBound + row]
        let total = score(z, weights.readoutBias.base, target, gradient)
        turnIntoGradient(
          z, scale: target == Self.ignored ? 0 : scale * price(of: target),
          total: total,
          target: target, sum: gradient.readoutBias.base)
      }
      multiplyTransposed(
        outputs[rows], z, into: gradient.readout,
        adding: rows.lowerBound > 0)
      multiply(z, weights.readoutTransposed, into: dOutputs[rows])
    }
  }

  @inline(__always)
  private func price(of target: UInt16) -> Float {
    prices?[Int(target)] ?? 1
  }

  /// Turns a row of V·h into e^(z − max), adds −ln p(target) to the loss, and
  /// returns Σ e^(z − max).
  @discardableResult @inline(__always)
  private func score(
    _ z: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>,
    _ target: UInt16, _ gradient: ShardGradient
  ) -> Float {
    var largest = Lanes(repeating: -.greatestFiniteMagnitude)
    var k = 0
    while k < symbols {
      let biased = load(z, k) + load(bias, k)
      store(biased, z, k)
      // The comparison this way round lets NaN through.
      largest.replace(with: biased, where: .!(biased .<= largest))
      k &+= Lanes.scalarCount
    }
    let top = largest.max()
    let price = target == Self.ignored ? 0 : top - z[Int(target)]
    var sums = Lanes.zero
    k = 0
    while k < symbols {
      let power = exp(load(z, k) - top)
      store(power, z, k)
      sums += power
      k &+= Lanes.scalarCount
    }
    let total = sums.sum()
    if target != Self.ignored {
      gradient.loss += Double((log(total) + price) * self.price(of: target))
      gradient.predictions += 1
    }
    return total
  }

  /// Turns a row of e^(z − max) into (p − y)·scale and adds it to `sum`.
  @inline(__always)
  private func turnIntoGradient(
    _ z: UnsafeMutablePointer<Float>, scale: Float, total: Float,
    target: UInt16, sum: UnsafeMutablePointer<Float>
  ) {
    let factor = scale / total
    if target != Self.ignored { z[Int(target)] -= total }
    var k = 0
    while k < symbols {
      let d = load(z, k) * factor
      store(d, z, k)
      store(load(sum, k) + d, sum, k)
      k &+= Lanes.scalarCount
    }
  }
}

/// How many logits the cache holds: half a megabyte.
private let cachedLogits = 131_072
/// So many rows are worth more than logits in the cache: each chunk reads the
/// weights twice and their gradient once, whatever its size.
private let fewestRows = 128
