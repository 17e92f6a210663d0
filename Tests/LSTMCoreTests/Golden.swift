import Foundation
import LSTMCore
import Testing

/// A case of `Tests/Fixtures`: nested lists of numbers by name.
struct Golden {
  let name: String
  private let root: [String: Any]

  init(_ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/\(name).json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    self.name = name
    root = try #require(json as? [String: Any])
  }

  func int(_ key: String) throws -> Int { try #require(root[key] as? Int) }

  /// The numbers below a path of names, flattened row after row.
  func values(_ path: String...) throws -> [Double] {
    var node: Any = root
    for key in path {
      node = try #require((node as? [String: Any])?[key], "\(name): \(path)")
    }
    return Self.flatten(node)
  }

  private static func flatten(_ node: Any) -> [Double] {
    if let list = node as? [Any] { return list.flatMap(flatten) }
    return [(node as? NSNumber)?.doubleValue ?? .nan]
  }
}

extension Golden {
  /// One sequence of a [steps, batch, width] array as vectors.
  func sequence(_ path: [String], batch: Int, width: Int) throws -> [Vector] {
    let (steps, count) = (try int("T"), try int("B"))
    let all =
      path.count == 1
      ? try values(path[0])
      : path.count == 2
        ? try values(path[0], path[1]) : try values(path[0], path[1], path[2])
    return (0..<steps).map { t in
      let start = (t * count + batch) * width
      return Vector(Array(all[start..<start + width]))
    }
  }

  /// Row `batch` of layer `layer` of a [layers, batch, hidden] array.
  func state(_ all: [Double], layer: Int, batch: Int) throws -> Vector {
    let (count, hidden) = (try int("B"), try int("H"))
    let start = (layer * count + batch) * hidden
    return Vector(Array(all[start..<start + hidden]))
  }

  /// The stack of the case; PyTorch packs the gates' rows i, f, g, o.
  func stack(rnn: Bool) throws -> Stack {
    let hidden = try int("H")
    return Stack(
      try (0..<int("layers")).map { layer in
        let input = layer == 0 ? try int("I") : hidden
        func block(_ index: Int) throws -> GateWeights {
          try gate(layer: layer, index: index, input: input, hidden: hidden)
        }
        if rnn {
          var cell = equationCell("rnn-tanh", inputs: input, units: hidden)
          cell[gate: "hidden"] = try block(0)
          return cell
        }
        var cell = LSTMCell(inputSize: input, hiddenSize: hidden)
        cell.inputGate = try block(0)
        cell.forgetGate = try block(1)
        cell.candidate = try block(2)
        cell.outputGate = try block(3)
        return cell
      })
  }

  private func gate(
    layer: Int, index: Int, input: Int, hidden: Int
  ) throws -> GateWeights {
    func rows(_ name: String, _ width: Int) throws -> [Double] {
      let all = try values("weights", "\(name)_l\(layer)")
      return Array(all[index * hidden * width..<(index + 1) * hidden * width])
    }
    return GateWeights(
      input: Matrix(
        rows: hidden, columns: input, try rows("weight_ih", input)),
      recurrent: Matrix(
        rows: hidden, columns: hidden, try rows("weight_hh", hidden)),
      bias: Vector(try rows("bias_ih", 1)) + Vector(try rows("bias_hh", 1)))
  }
}

/// The largest absolute difference; infinite when the counts differ or a value
/// is not a number.
func difference(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { largest, pair in
    let distance = (pair.0 - pair.1).magnitude
    return distance.isNaN ? .infinity : max(largest, distance)
  }
}
