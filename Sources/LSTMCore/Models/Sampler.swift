/// Draws the next symbol from logits.
public struct Sampler: Equatable, Sendable {
  /// T in p_k ∝ e^(z_k / T): 1 is the model's own distribution, higher values
  /// are nearer to uniform, 0 always takes the likeliest.
  public var temperature: Double
  /// Only this many of the likeliest symbols, or nil for all.
  public var topK: Int?
  /// Only the fewest likeliest symbols that together reach this probability,
  /// or nil for all.
  public var topP: Double?
  /// The symbol that is never drawn, the unknown one; nil for none.
  public var excluded: Int? = 0

  /// A sampler of the given settings.
  public init(temperature: Double = 1, topK: Int? = nil, topP: Double? = nil) {
    (self.temperature, self.topK, self.topP) = (temperature, topK, topP)
  }

  /// The probabilities drawn from; (symbols). That of the
  /// excluded symbol is 0.
  public func distribution(_ logits: Vector) -> Vector {
    var p = tempered(logits)
    guard topK != nil || topP != nil else { return p }
    let ranked = p.indices.sorted { (p[$0], $1) > (p[$1], $0) }
    var (kept, mass) = (0, 0.0)
    for index in ranked {
      if kept >= topK ?? .max || (kept > 0 && mass >= topP ?? 2) {
        p[index] = 0
      } else {
        (kept, mass) = (kept + 1, mass + p[index])
      }
    }
    return (1 / p.elements.reduce(0, +)) * p
  }

  /// One draw.
  public func sample(
    _ logits: Vector, using generator: inout some RandomNumberGenerator
  ) -> Int {
    let p = distribution(logits)
    var left = Double.random(in: 0..<1, using: &generator)
    for index in p.indices {
      left -= p[index]
      if left < 0 { return index }
    }
    // Rounding may leave a sliver: the last symbol that could be drawn.
    return p.elements.lastIndex { $0 > 0 } ?? 0
  }

  private func tempered(_ logits: Vector) -> Vector {
    var logits = logits
    if let excluded { logits[excluded] = -.infinity }
    let largest = logits.elements.max() ?? 0
    let powers =
      temperature > 0
      ? logits.map { .exp(($0 - largest) / temperature) }
      : logits.map { $0 == largest ? 1 : 0 }
    if temperature > 0 { return (1 / powers.elements.reduce(0, +)) * powers }
    var first = Vector(zeros: logits.count)
    if let index = powers.elements.firstIndex(of: 1) { first[index] = 1 }
    return first
  }
}
