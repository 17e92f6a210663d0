import Foundation
import ModelFiles
import Testing

/// ONNX models against ONNX' reference evaluator and its backend tests, which
/// compute in single precision.
struct ONNXFileTests {
  @Test(arguments: try ForeignFixtures.cases("onnx.json").keys.sorted())
  func everyStepIsONNX(_ name: String) throws {
    let expected = try #require(ForeignFixtures.cases("onnx.json")[name])
    let (h, _) = try ForeignFixtures.read(name).run(expected.inputs)
    #expect(distance(h, expected.outputs) < 1e-6)
  }

  struct Node: Decodable {
    let inputs: [[[Double]]]
    let last: [[Double]]
  }

  static func nodes() throws -> [String: Node] {
    try JSONDecoder().decode(
      [String: Node].self,
      from: Data(ForeignFixtures.bytes("onnx_nodes.json")))
  }

  @Test(arguments: try nodes().keys.sorted())
  func everyBackendNodeGivesItsOutput(_ name: String) throws {
    let node = try #require(Self.nodes()[name])
    let file = try ForeignFixtures.read(name + ".onnx")
    for (inputs, last) in zip(node.inputs, node.last) {
      let (h, _) = try file.run(inputs)
      #expect(distance([h.last ?? []], [last]) < 1e-5)
    }
  }

  @Test func weightsPutTogetherByNodesAreFound() throws {
    let layer = try #require(
      ForeignFixtures.read("sliced.onnx").layers.first?.recurrence)
    #expect(layer.units == 3 && layer.inputSize == 2)
    #expect(layer.order == "ONNX' order i, o, f, c")
  }
}
