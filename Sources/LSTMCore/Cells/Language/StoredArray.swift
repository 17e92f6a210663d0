/// One array of weights as it is named, stored and drawn: all of the weights of
/// a letter, or one of several equal parts of their rows.
package struct StoredArray: Sendable {
  /// The name, such as `forgetGate.recurrent`.
  package var name: String
  /// Which of the program's matrices or vectors it belongs to.
  let weight: Int
  package let rows: Width
  /// Nil for a vector.
  package let columns: Width?
  /// Which part of the rows of the weights, of how many.
  let part, parts: Int
  /// What a fresh cell has there.
  let start: Start

  /// What a fresh cell has.
  enum Start: Equatable, Sendable {
    case input, recurrent, identity
    case constant(Double)
    /// A multiple of the bias that forget gates start with.
    case forgetBias(Double)
  }
}

extension CellProgram {
  /// The arrays of the weights in their order: those of gates, gate by gate,
  /// each with input, recurrent and bias; then the rest.
  func arrays(_ text: EquationText) throws(EquationError) -> [StoredArray] {
    let all =
      matrices.indices.map { (matrices[$0], $0) }
      + vectors.indices.map { (vectors[$0], $0) }
    try requireKnown(text.starts + text.stored.filter { $0.letters != "LN" })
    var arrays: [StoredArray] = []
    for (weight, index) in all {
      let names = try storedNames(of: weight, text)
      let rows = try weight.rows.divided(
        by: names.count, at: text.stored.first?.place)
      for (part, name) in names.enumerated() {
        let start = try start(of: weight, part, of: names.count, text)
        arrays.append(
          StoredArray(
            name: name, weight: index, rows: rows, columns: weight.columns,
            part: part, parts: names.count, start: start))
      }
    }
    return ordered(arrays)
  }

  private func requireKnown(
    _ entries: [EquationText.Entry]
  ) throws(EquationError) {
    let letters = (matrices + vectors).map(\.letters)
    for entry in entries where !letters.contains(entry.letters) {
      throw EquationError(
        .header(
          entry.letters,
          expected: "the weights are " + letters.joined(separator: ", ")),
        at: entry.place)
    }
  }

  private func storedNames(
    of weight: Weight, _ text: EquationText
  ) throws(EquationError) -> [String] {
    if let entry = text.stored.first(where: { $0.letters == weight.letters }) {
      return entry.words
    }
    // LN2.gain is the third of those that name no weights of their own.
    if weight.letters.hasPrefix("LN"),
      weight.use == .gain || weight.use == .shift,
      let dot = weight.letters.firstIndex(of: "."),
      let number = Int(weight.letters.dropFirst(2).prefix(upTo: dot))
    {
      let norms = text.stored.first { $0.letters == "LN" }?.words ?? []
      let name = number < norms.count ? norms[number] : "norm\(number + 1)"
      return [name + weight.letters[dot...]]
    }
    return [conventionalName(of: weight.letters)]
  }

  private func start(
    of weight: Weight, _ part: Int, of parts: Int, _ text: EquationText
  ) throws(EquationError) -> StoredArray.Start {
    let usual: StoredArray.Start =
      switch weight.use {
      case .onInput: .input
      case .onPrevious: .recurrent
      case .onCurrent: weight.rows == weight.columns ? .recurrent : .input
      case .gain: .constant(1)
      case .factor, .summand, .shift: .constant(0)
      }
    guard let entry = text.starts.first(where: { $0.letters == weight.letters })
    else { return usual }
    let words = entry.words
    guard words.count == 1 || words.count == parts else {
      throw EquationError(
        .header(
          "start: \(entry.letters)",
          expected: "one value is expected, or \(parts)"
        ), at: entry.place)
    }
    let word = words.count == 1 ? words[0] : words[part]
    switch word {
    case "identity" where weight.columns != nil: return .identity
    case "forget bias" where weight.columns == nil: return .forgetBias(1)
    case "−forget bias" where weight.columns == nil,
      "-forget bias" where weight.columns == nil:
      return .forgetBias(-1)
    default:
      guard let value = Double(word) else {
        throw EquationError(
          .header(
            word,
            expected: "a number is expected, identity for a matrix, or "
              + "forget bias for a bias"), at: entry.place)
      }
      return .constant(value)
    }
  }

  /// Arrays of gates side by side; the rest as they come.
  private func ordered(_ arrays: [StoredArray]) -> [StoredArray] {
    var gates: [String] = []
    let gateOf = { (array: StoredArray) -> (gate: String, place: Int)? in
      let parts = array.name.split(separator: ".")
      guard parts.count == 2,
        let place = ["input", "recurrent", "bias"].firstIndex(of: parts[1]),
        !parts[0].hasSuffix("Norm"), !parts[0].hasPrefix("norm")
      else { return nil }
      return (String(parts[0]), place)
    }
    for array in arrays {
      if let gate = gateOf(array)?.gate, !gates.contains(gate) {
        gates.append(gate)
      }
    }
    return arrays.enumerated().sorted { a, b in
      func key(_ element: (offset: Int, element: StoredArray)) -> [Int] {
        guard let (gate, place) = gateOf(element.element) else {
          return [gates.count, element.offset]
        }
        return [gates.firstIndex(of: gate) ?? 0, place]
      }
      return key(a).lexicographicallyPrecedes(key(b))
    }.map(\.element)
  }
}

/// `forgetGate.recurrent` of U_f: what W, U, b and p of the usual letters are
/// called; other weights are called by their letters.
private func conventionalName(of letters: String) -> String {
  let parts = letters.split(separator: "_", maxSplits: 1)
  let gates = [
    "": "hidden", "f": "forgetGate", "i": "inputGate", "C": "candidate",
    "o": "outputGate", "r": "resetGate", "z": "updateGate", "n": "candidate",
    "in": "inputGate", "out": "outputGate", "c": "candidate",
  ]
  guard let first = parts.first,
    let gate = gates[parts.count > 1 ? String(parts[1]) : ""]
  else { return letters }
  switch first {
  case "W": return gate + ".input"
  case "U": return gate + ".recurrent"
  case "b": return gate + ".bias"
  case "p" where gate.hasSuffix("Gate"):
    return gate.dropLast("Gate".count) + "Peephole"
  default: return letters
  }
}

extension Width {
  /// A part of it, of several equal ones.
  func divided(
    by count: Int, at place: SourcePlace?
  ) throws(EquationError) -> Width {
    guard
      [inputs, units, blocks, projection].allSatisfy({
        $0.isMultiple(of: count)
      })
    else {
      throw EquationError(
        .sizesDiffer(
          found: "\(self)", expected: "\(count) equal parts of"),
        at: place ?? SourcePlace(line: 1, column: 1))
    }
    return Width(
      inputs: inputs / count, units: units / count, blocks: blocks / count,
      projection: projection / count)
  }
}
