import Drawing
import LSTMCore

/// The weights of a layer, or their gradients, by gate and by what they read:
/// rows are the gates' units, columns the inputs, the previous hidden state
/// and the bias.
///
///     let map = WeightMap(of: model.stack.layers[0], layer: 0)
///     let scene = map.scene(measure: Typesetter())
public struct WeightMap: Equatable, Sendable {
  /// The layer.
  public var layer: Int
  /// The gates from top to bottom.
  public var gates: [Gate]
  /// Whether these are gradients.
  public var isGradient: Bool
  /// Sentences under the map.
  public var notes: [String] = []

  /// The arrays of one gate.
  public struct Gate: Equatable, Sendable {
    /// The gate's name, such as `forget gate`.
    public var name: String
    /// What it reads, from left to right; each (units × columns).
    public var blocks: [Block]
  }

  /// One array of weights as a matrix.
  public struct Block: Equatable, Sendable {
    /// What is read: `input`, `recurrent`, `bias`, or the array's own name.
    public var source: String
    /// The values; (units × columns).
    public var values: Matrix
  }

  /// The arrays of a cell, each at its gate. An array's name is
  /// `gate.source`; its size tells how many columns it has.
  public init(
    of cell: some Cell, layer: Int, isGradient: Bool = false
  ) {
    (self.layer, self.isGradient) = (layer, isGradient)
    gates = []
    for parameter in type(of: cell).parameters {
      let parts = parameter.name.split(separator: ".").map(String.init)
      let name = Self.words(parts[0])
      let values = cell[keyPath: parameter.path]
      let rows = cell.hiddenSize
      guard rows > 0, values.count % rows == 0 else { continue }
      let block = Block(
        source: parts.dropFirst().joined(separator: "."),
        values: Matrix(
          rows: rows, columns: values.count / rows, values))
      if let index = gates.firstIndex(where: { $0.name == name }) {
        gates[index].blocks.append(block)
      } else {
        gates.append(Gate(name: name, blocks: [block]))
      }
    }
  }

  /// `forgetGate` as `forget gate`.
  private static func words(_ name: String) -> String {
    name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }

  /// Every value.
  public var values: [Double] {
    gates.flatMap { $0.blocks.flatMap(\.values.elements) }
  }

  /// The units of a gate whose values are all 0, or nearly so beside the
  /// largest of the map: a gate that reads nothing, or learns nothing.
  public func deadUnits(of gate: Gate) -> [Int] {
    let largest = values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    let units = gate.blocks.first?.values.rows ?? 0
    return (0..<units).filter { unit in
      gate.blocks.allSatisfy { block in
        block.values[row: unit].elements.allSatisfy {
          $0.magnitude <= 1e-6 * largest
        }
      }
    }
  }

  /// The picture.
  public func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    WeightMapLayout(self, style: style, measure: measure).scene
  }
}
