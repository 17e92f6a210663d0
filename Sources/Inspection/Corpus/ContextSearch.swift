import LSTMCore
import LSTMTraining
import Wording

/// Where in a corpus a unit fires most, and where least: the places, each with
/// the text around it. Memory does not grow with the corpus.
package struct ContextSearch {
  /// What is looked at.
  package let quantity: Quantity
  /// Which unit, for the words of the answer.
  package let layer, unit: Int
  private let count: Int
  private var highest, lowest: PeakList
  private var places: [Int: Place] = [:]
  /// How many characters or rows were read.
  package private(set) var characters = 0
  private var element = "character"
  private let separation: Int

  /// One place.
  package struct Place: Equatable, Sendable {
    /// Where it is in the text, counted from 0.
    package let position: Int
    /// What the unit had there.
    package let value: Float
    /// The text up to the character, the character, and what follows; or
    /// nothing, a row's label, and its numbers.
    package let before, character, after: String
  }

  /// How near to each other two places may be, in characters or rows, and in
  /// words.
  package static let separation = (characters: 32, words: 8)
  private static let room = (before: 40, after: 28)

  /// A search for `count` places of either kind, no two of which are nearer to
  /// each other than `separation` elements.
  package init(
    _ quantity: Quantity, layer: Int, unit: Int, count: Int,
    separation: Int = ContextSearch.separation.characters
  ) {
    (self.quantity, self.layer, self.unit) = (quantity, layer, unit)
    (self.count, self.separation) = (count, separation)
    highest = PeakList(count: count, separation: separation)
    lowest = highest
  }

  /// Looks through one piece of the corpus.
  ///
  /// - Parameter progress: told the share of the piece that is read, 0 to 1.
  package mutating func add(
    _ chunk: CorpusChunk, reader: ActivationReader,
    progress: (Double) -> Void = { _ in }
  ) {
    let (quantity, unit) = (quantity, unit)
    let none = PeakList(count: count, separation: separation)
    let shards = reader.read(
      chunk.corpus.sequence, in: chunk.range, progress: progress,
      into: { _ in (highest: none, lowest: none) }
    ) { lists, block in
      let (base, stride) = block.rows(of: quantity)
      for stream in 0..<block.streamCount {
        for position in block.positions[stream] {
          let row = block.row(stream: stream, position: position)
          let value = base[row &* stride &+ unit]
          lists.highest.insert(Peak(position: position, value: value, sign: 1))
          lists.lowest.insert(Peak(position: position, value: value, sign: -1))
        }
      }
    }
    for lists in shards {
      for peak in lists.highest.candidates {
        highest.insert(peak.moved(chunk.offset))
      }
      for peak in lists.lowest.candidates {
        lowest.insert(peak.moved(chunk.offset))
      }
    }
    characters += chunk.range.count
    keepPlaces(of: chunk)
  }

  private mutating func keepPlaces(of chunk: CorpusChunk) {
    let corpus = chunk.corpus
    element = corpus.element
    var kept: [Int: Place] = [:]
    for peak in Array(highest.candidates) + Array(lowest.candidates) {
      kept[peak.position] = places[peak.position]
      let k = peak.position - chunk.offset
      guard kept[peak.position] == nil, chunk.range.contains(k) else {
        continue
      }
      let isText = corpus.series == nil
      kept[peak.position] = Place(
        position: peak.position, value: peak.value,
        before: isText ? corpus.line(before: k, Self.room.before) : "",
        character: corpus.line(k..<k + 1),
        after: isText
          ? corpus.line(after: k, Self.room.after) : corpus.values(at: k))
    }
    places = kept
  }

  /// The places with the highest values, the highest first.
  package var top: [Place] { highest.peaks.compactMap { places[$0.position] } }

  /// The places with the lowest values, the lowest first.
  package var bottom: [Place] {
    lowest.peaks.compactMap { places[$0.position] }.map { place in
      Place(
        position: place.position, value: place.value, before: place.before,
        character: place.character, after: place.after)
    }
  }
}

extension ContextSearch {
  /// The places as lines of 80 columns, the character in the middle marked.
  ///
  /// - Parameter isColoured: marks by colour instead of brackets.
  package func text(isColoured: Bool = false) -> String {
    let name = "\(quantity.symbol) of unit \(unit), layer \(layer)"
    return [
      "Where \(name) is highest, in \(counted(characters, element)):",
      lines(top, isColoured), "", "Where it is lowest:",
      lines(bottom, isColoured), "",
    ].joined(separator: "\n")
  }

  private func lines(_ places: [Place], _ isColoured: Bool) -> String {
    places.map { place in
      let start =
        grouped(place.position).leftPadded(to: 10)
        + plain(Double(place.value), decimals: 2).leftPadded(to: 8) + "  "
      guard element != "row" else {
        return start + place.character.padded(to: 20) + " " + place.after
      }
      let marked =
        isColoured
        ? "\u{1B}[7m\(place.character)\u{1B}[0m" : "[\(place.character)]"
      return start + String(place.before.suffix(31)).leftPadded(to: 31) + marked
        + String(
          place.after.prefix(
            (isColoured ? 29 : 27) - min(26, place.character.columns)))
    }.joined(separator: "\n")
  }
}
