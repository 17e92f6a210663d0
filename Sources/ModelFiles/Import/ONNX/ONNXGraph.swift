/// What an ONNX model computes, as far as its recurrent layers need it: nodes
/// with their attributes, and constant tensors.
struct ONNXGraph {
  /// One operation.
  struct Node {
    var name = ""
    var operation = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var attributes: [String: Attribute] = [:]
  }

  /// A setting of a node.
  struct Attribute {
    var int: Int?
    var float: Float?
    var text: String?
    var ints: [Int] = []
    var strings: [String] = []
    var tensor: ForeignTensor?
    var graph: ONNXGraph?
  }

  var nodes: [Node] = []
  var constants: [String: ForeignTensor] = [:]
}

/// Reads the messages of an ONNX file.
struct ONNXReader {
  private let size: Int
  private var messages = 0
  private var depth = 0
  /// The program that wrote the file.
  private(set) var producer = ""

  private static let place = "the ONNX file"
  private static let mostMessages = 400_000
  private static let deepest = 16

  init(_ source: ByteSource) { size = source.count }

  /// The graph of a model, or nil for another kind of message.
  mutating func model(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ONNXGraph? {
    var reader = ProtobufReader(source, of: Self.place)
    var graph: ONNXGraph?
    while let field = try reader.next() {
      switch (field.number, field.value) {
      case (2, .part): producer = try field.value.text(Self.place) ?? ""
      case (7, .part(let part)): graph = try self.graph(part)
      default: break
      }
    }
    return graph
  }

  private mutating func count() throws(ForeignFileError) {
    messages += 1
    guard messages <= Self.mostMessages else {
      throw .tooLarge(
        place: Self.place,
        reason: "it has more than \(Self.mostMessages) parts")
    }
  }

  private mutating func graph(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ONNXGraph {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw .tooLarge(
        place: Self.place,
        reason: "its graphs lie more than \(Self.deepest) deep in each other")
    }
    var reader = ProtobufReader(source, of: Self.place)
    var graph = ONNXGraph()
    while let field = try reader.next() {
      try count()
      switch (field.number, field.value) {
      case (1, .part(let part)): graph.nodes.append(try node(part))
      case (5, .part(let part)):
        let tensor = try ONNXTensor.read(part, size: size)
        graph.constants[tensor.name] = tensor
      default: break
      }
    }
    return graph
  }

  private mutating func node(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ONNXGraph.Node {
    var reader = ProtobufReader(source, of: Self.place)
    var node = ONNXGraph.Node()
    while let field = try reader.next() {
      try count()
      switch (field.number, field.value) {
      case (1, .part):
        node.inputs.append(try field.value.text(Self.place) ?? "")
      case (2, .part):
        node.outputs.append(try field.value.text(Self.place) ?? "")
      case (3, .part): node.name = try field.value.text(Self.place) ?? ""
      case (4, .part): node.operation = try field.value.text(Self.place) ?? ""
      case (5, .part(let part)):
        let (name, attribute) = try attribute(part)
        node.attributes[name] = attribute
      default: break
      }
    }
    return node
  }

  private mutating func attribute(
    _ source: ByteSource
  ) throws(ForeignFileError) -> (String, ONNXGraph.Attribute) {
    var reader = ProtobufReader(source, of: Self.place)
    var (name, attribute) = ("", ONNXGraph.Attribute())
    while let field = try reader.next() {
      try count()
      switch (field.number, field.value) {
      case (1, .part): name = try field.value.text(Self.place) ?? ""
      case (2, .fixed32(let bits)): attribute.float = Float(bitPattern: bits)
      case (3, .varint): attribute.int = field.value.int
      case (4, .part): attribute.text = try field.value.text(Self.place)
      case (5, .part(let part)):
        attribute.tensor = try ONNXTensor.read(part, size: size)
      case (6, .part(let part)): attribute.graph = try graph(part)
      case (8, _): attribute.ints += try field.value.ints(Self.place)
      case (9, .part):
        attribute.strings.append(try field.value.text(Self.place) ?? "")
      default: break
      }
    }
    return (name, attribute)
  }
}
