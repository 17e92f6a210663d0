/// What every stream of a batch carries from one window to the next: h and C of
/// each layer.
package struct CarriedState: Equatable, Sendable {
  /// Layer after layer: h of every stream, then C of every stream.
  var values: [Float]
  private let widths: [Int]
  private let batch: Int

  /// Zeros, for `batch` streams.
  package init(layout: ModelLayout, batch: Int) {
    widths = layout.layers.map(\.width)
    self.batch = batch
    values = [Float](repeating: 0, count: 2 * batch * widths.reduce(0, +))
  }

  /// Sets one stream back to the zero state.
  mutating func reset(stream: Int) {
    for (layer, width) in widths.enumerated() {
      for part in [Part.hidden, .cell] {
        let start = offset(of: part, layer: layer, stream: stream)
        for k in start..<start + width { values[k] = 0 }
      }
    }
  }

  /// h or C.
  enum Part: Int { case hidden, cell }

  /// Where a stream's h or C starts; those of later streams follow.
  func offset(of part: Part, layer: Int, stream: Int) -> Int {
    2 * batch * widths[..<layer].reduce(0, +)
      + (part.rawValue * batch + stream) * widths[layer]
  }
}
