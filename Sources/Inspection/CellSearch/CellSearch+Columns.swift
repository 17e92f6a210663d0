import LSTMCore
import LSTMTraining

extension CellSearch {
  /// The values of some units over a part of the text.
  func columns(
    of candidates: [(quantity: Quantity, unit: Int)],
    _ reader: ActivationReader,
    _ sequence: LongSequence, range: Range<Int>
  ) -> [[Float]] {
    // Read from the very beginning where there is too little to warm up on.
    let start =
      range.lowerBound >= ActivationReader.warmUp ? range.lowerBound : 0
    let shards = reader.read(
      sequence, in: start..<range.upperBound,
      into: { _ in [(position: Int, values: [Float])]() }
    ) { rows, block in
      let bases = candidates.map { block.rows(of: $0.quantity) }
      for stream in 0..<block.streamCount {
        for position in block.positions[stream].clamped(to: range) {
          let row = block.row(stream: stream, position: position)
          rows.append(
            (
              position,
              zip(bases, candidates).map {
                $0.base[row &* $0.stride &+ $1.unit]
              }
            ))
        }
      }
    }
    var columns = candidates.map { _ in
      [Float](repeating: 0, count: range.count)
    }
    for (position, values) in shards.joined() {
      for (k, value) in values.enumerated() {
        columns[k][position - range.lowerBound] = value
      }
    }
    return columns
  }
}
