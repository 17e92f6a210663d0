import Drawing
import Inspection
import LSTMCore

/// The weights of a layer, or their gradients, by gate and by what they read:
/// rows are the gates' units, columns the inputs, the previous hidden state
/// and the bias.
///
///     let map = WeightMap(of: model.stack.cells[0], layer: 0)
///     let scene = map.scene(measure: Typesetter())
package struct WeightMap: Equatable, Figure {
  /// The layer.
  package var layer: Int
  /// The gates from top to bottom.
  package var gates: [Gate]
  /// Whether these are gradients.
  package var isGradient: Bool
  /// Sentences under the map.
  package var notes: [String] = []
  /// What columns are called, by what is read.
  package var columnNames: [String: [String]] = [:]

  /// The arrays of one gate.
  package struct Gate: Equatable, Sendable {
    /// The gate's name, such as `forget gate`.
    package var name: String
    /// What it reads, from left to right; each (rows × columns).
    package var blocks: [Block]
    /// How many rows it has: one a unit, but for a gate that a block of cells
    /// shares and for a projection.
    package var rows: Int { blocks.first?.values.rows ?? 0 }
  }

  /// One array of weights as a matrix.
  package struct Block: Equatable, Sendable {
    /// What is read: `input`, or `character` for what an embedding is made of,
    /// `recurrent`, `bias`, or the array's own name.
    package var source: String
    /// The values; (rows × columns).
    package var values: Matrix
  }

  /// The arrays of a cell, each at its gate. An array's name is
  /// `gate.source`.
  package init(
    of cell: some Cell, layer: Int, isGradient: Bool = false
  ) {
    (self.layer, self.isGradient) = (layer, isGradient)
    gates = []
    for (index, parameter) in cell.parameters.enumerated() {
      let (gate, source) = Self.place(of: parameter.name)
      let name = Self.words(gate)
      let block = Block(
        source: source,
        values: Self.matrix(
          cell[parameter: index], shape: parameter.shape,
          units: cell.hiddenSize))
      if let index = gates.firstIndex(where: { $0.name == name }) {
        gates[index].blocks.append(block)
      } else {
        gates.append(Gate(name: name, blocks: [block]))
      }
    }
  }

  /// The map of the lowest layer with names for what is read: the columns of a
  /// table, or the characters that are read one-hot.
  package func named(by reader: Reader) -> WeightMap {
    var result = self
    let names =
      if case .oneHot(let vocabulary) = reader {
        (0..<vocabulary.count).map { vocabulary[$0] }
      } else {
        reader.columns
      }
    if !names.isEmpty { result.columnNames["input"] = names }
    return result
  }

  /// The map of the lowest layer by character, W·E in the place of W: what each
  /// character adds to each gate of each unit, alike characters side by side.
  /// nil where nothing is embedded.
  package func byCharacter(_ reader: Reader) -> WeightMap? {
    guard case .embedding(let vocabulary, let embedding) = reader else {
      return nil
    }
    let order = CharacterClass.ordered(vocabulary)
    var result = self
    for gate in gates.indices {
      for block in gates[gate].blocks.indices
      where gates[gate].blocks[block].source == "input" {
        let weights = gates[gate].blocks[block].values
        result.gates[gate].blocks[block].source = "character"
        result.gates[gate].blocks[block].values = Matrix(
          rows: (0..<weights.rows).map { row in
            Vector(order.map { weights[row: row].dot(embedding[row: $0]) })
          })
      }
    }
    result.columnNames["character"] = order.map { vocabulary[$0] }
    result.notes.append("W·E: what each character adds")
    return result
  }

  /// The gate that an array belongs to, and what it reads.
  private static func place(
    of name: String
  ) -> (gate: String, source: String) {
    switch name {
    case "forgetPeephole": ("forgetGate", "peephole")
    case "inputPeephole": ("inputGate", "peephole")
    case "outputPeephole": ("outputGate", "peephole")
    case "recurrentBias": ("candidate", "inner bias")
    case "projection": ("projection", "output")
    case "outputTransform": ("outputTransform", "memory")
    case "outputBias": ("outputTransform", "bias")
    default:
      name.firstIndex(of: ".").map {
        (String(name[..<$0]), String(name[name.index(after: $0)...]))
      } ?? (name, "")
    }
  }

  /// An array as rows and columns. A vector is a column or, where it has
  /// several values per unit, as the norms of four layers have, a column each.
  private static func matrix(
    _ values: [Double], shape: [Int], units: Int
  ) -> Matrix {
    if shape.count == 2 {
      return Matrix(rows: shape[0], columns: shape[1], values)
    }
    guard units > 0, values.count > units, values.count % units == 0 else {
      return Matrix(rows: values.count, columns: 1, values)
    }
    var result = Matrix(rows: units, columns: values.count / units)
    for (k, value) in values.enumerated() {
      result[k % units, k / units] = value
    }
    return result
  }

  /// `forgetGate` as `forget gate`.
  private static func words(_ name: String) -> String {
    name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }

  /// Every value.
  package var values: [Double] {
    gates.flatMap { $0.blocks.flatMap(\.values.elements) }
  }

  /// The units of a gate whose values are all 0, or nearly so beside the
  /// largest of the map: a gate that reads nothing, or learns nothing.
  package func deadUnits(of gate: Gate) -> [Int] {
    let largest = values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    return (0..<gate.rows).filter { unit in
      gate.blocks.allSatisfy { block in
        block.values[row: unit].elements.allSatisfy {
          $0.magnitude <= 1e-6 * largest
        }
      }
    }
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    WeightMapLayout(self, style: style, measure: measure).scene
  }
}

extension WeightMap {
  /// Every weight, or gradient, with its place.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["layer", "kind", "gate", "source", "row", "column", "value"],
      gates.flatMap { gate in
        gate.blocks.flatMap { block in
          (0..<block.values.rows).flatMap { row in
            (0..<block.values.columns).map { column in
              [
                "\(layer)", isGradient ? "gradient" : "weight", gate.name,
                block.source, "\(row)", "\(column)",
                block.values[row, column].field,
              ]
            }
          }
        }
      })
  }
}

extension CharacterClass {
  /// The symbols of a vocabulary with those of a class together, and within it
  /// by their code points.
  fileprivate static func ordered(_ vocabulary: Vocabulary) -> [Int] {
    func key(_ index: Int) -> (Int, UInt32) {
      guard let scalar = vocabulary[index].unicodeScalars.first else {
        return (-1, 0)
      }
      return (
        allCases.firstIndex(of: CharacterClass(scalar)) ?? allCases.count,
        scalar.value
      )
    }
    return (0..<vocabulary.count).sorted { key($0) < key($1) }
  }
}
