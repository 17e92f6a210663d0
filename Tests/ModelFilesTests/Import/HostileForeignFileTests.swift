import ModelFiles
import Testing

/// Files that are damaged or made to harm: each is refused by a typed error.
struct HostileForeignFileTests {
  static let small = [
    "lstm.pt", "legacy.pth", "arrays.npz", "packed.npz",
    "arrays.pkl", "half.safetensors", "lstm.onnx", "sliced.onnx", "lstm.nam",
    "rtneural.json", "guitarml.json",
  ]

  /// Reads everything that a model would need.
  static func readWhole(_ bytes: [UInt8]) throws(ForeignFileError) {
    let file = try ForeignFile.read(ByteSource(bytes))
    for tensor in file.tensors { _ = try tensor.values() }
    for layer in file.layers {
      _ = try layer.recurrence?.cells(layer.name)
      for tensor in layer.tensors { _ = try tensor.values() }
    }
  }

  @Test(arguments: small)
  func aFileCutAnywhereIsRefused(_ name: String) throws {
    let bytes = try ForeignFixtures.bytes(name)
    for count in 0..<bytes.count {
      let cut = Array(bytes.prefix(count))
      // A line feed at the end, or the last of several fields, may be missed
      // by nobody; anything else is an error, and nothing traps.
      do { try Self.readWhole(cut) } catch { continue }
      #expect(
        count >= bytes.count - 1 || name.hasSuffix("onnx"), "\(name) \(count)")
    }
  }

  private func pickle(_ text: String) -> [UInt8] {
    [0x80, 2] + Array(text.utf8) + [UInt8(ascii: ".")]
  }

  @Test func aCallOfTheSystemIsNamed() {
    #expect(throws: ForeignFileError.dangerousCall("os.system")) {
      try Self.readWhole(pickle("cos\nsystem\n(S'true'\ntR"))
    }
    #expect(throws: ForeignFileError.dangerousCall("builtins.eval")) {
      try Self.readWhole(pickle("cbuiltins\neval\n(S'1'\ntR"))
    }
    let name = "\u{8c}\u{5}posix\u{8c}\u{6}system"
    let bytes =
      [0x80, 4]
      + name.unicodeScalars.map { UInt8($0.value) } + [0x93]
      + Array("(S'true'\ntR.".utf8)
    #expect(throws: ForeignFileError.dangerousCall("posix.system")) {
      try Self.readWhole(bytes)
    }
  }

  @Test func picklesThatHoldThemselvesOrGrowAreRead() {
    // A list that holds itself.
    refused(pickle("]q\u{0}h\u{0}a"))
    // Lists of lists, ten references each, ten million values when unfolded.
    var bomb = "]q\u{0}"
    for k in 1...7 {
      bomb +=
        "](" + String(repeating: "h\(scalar(k - 1))", count: 10)
        + "eq\(scalar(k))"
    }
    refused(pickle(bomb))
    // A tuple in a tuple, a hundred thousand deep.
    refused(pickle(")" + String(repeating: "\u{85}", count: 0)))
    var deep: [UInt8] = [0x80, 2, UInt8(ascii: ")")]
    deep += [UInt8](repeating: 0x85, count: 100_000)
    refused(deep + [UInt8(ascii: ".")])
    refused(
      [0x80, 2] + [UInt8](repeating: UInt8(ascii: "("), count: 2_000_000))
    refused(
      [0x80, 2] + [UInt8](repeating: UInt8(ascii: "N"), count: 2_000_000))
    // An instruction that only a registry could answer, and none at all.
    refused([0x80, 2, 0x82, 1, UInt8(ascii: ".")])
    refused([0x80, 2, 0xff, UInt8(ascii: ".")])
    // Eight bytes of length: 2⁶³.
    refused([0x80, 4, 0x8e, 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 2])
    refused([0x80, 4, 0x8b, 0xff, 0xff, 0xff, 0xff, 1, 2])
  }

  private func scalar(_ value: Int) -> String {
    String(Unicode.Scalar(UInt8(value)))
  }

  private func refused(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: ForeignFileError.self, sourceLocation: sourceLocation) {
      try Self.readWhole(bytes)
    }
  }

  @Test func archivesThatLieAreRefused() throws {
    let bytes = try ForeignFixtures.bytes("arrays.npz")
    // The name of one entry written over that of another, in the directory.
    let name = Array("bias_ih_l0".utf8)
    let other = Array("bias_hh_l0".utf8)
    var twice = bytes
    let places = bytes.indices.dropLast(name.count).filter {
      bytes[$0..<$0 + name.count].elementsEqual(other)
    }
    let last = try #require(places.last)
    twice.replaceSubrange(last..<last + name.count, with: name)
    #expect(
      throws: ForeignFileError.malformed(
        place: "the ZIP archive",
        reason: "it has two entries called bias_ih_l0.npy")
    ) { try Self.readWhole(twice) }
    // A compressed entry that says it becomes four gigabytes.
    var bomb = try ForeignFixtures.bytes("packed.npz")
    let directory = try #require(
      bomb.indices.dropLast(4).last {
        bomb[$0..<$0 + 4].elementsEqual([0x50, 0x4b, 1, 2])
      })
    bomb.replaceSubrange(
      directory + 24..<directory + 28, with: [0xff, 0xff, 0xff, 0xf0])
    refused(bomb)
  }

  @Test func numbersOfBytesPastTheEndAreRefused() throws {
    // A field of 2⁶³ bytes, one of more than ten bytes of length.
    refused([8, 8, 0x3a] + [UInt8](repeating: 0xff, count: 9) + [1])
    refused([8, 8, 0x3a] + [UInt8](repeating: 0xff, count: 11) + [1])
    // Graphs in attributes of nodes in graphs.
    var graph: [UInt8] = []
    for _ in 0..<60 {
      let attribute = field(6, graph)
      graph = field(1, field(5, attribute))
    }
    refused([8, 8] + field(7, graph))
    // A tensor of −1 by 4 numbers, and one of 2⁶² by 4.
    for size in [-1, 1 << 62] {
      let tensor = varintField(1, size) + varintField(1, 4) + varintField(2, 1)
      refused([8, 8] + field(7, field(5, tensor)))
    }
  }

  private func varint(_ value: Int) -> [UInt8] {
    var (rest, bytes) = (UInt64(bitPattern: Int64(value)), [UInt8]())
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func varintField(_ number: Int, _ value: Int) -> [UInt8] {
    varint(number << 3) + varint(value)
  }

  private func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(content.count) + content
  }

  @Test func jsonTooDeepOrCrookedIsRefused() {
    let deep =
      "{\"layers\":" + String(repeating: "[", count: 1000)
      + String(repeating: "]", count: 1000) + "}"
    refused(Array(deep.utf8))
    for text in [
      "{\"rec.weight_ih_l0\": [[1, 2], [3]]}", "{\"a\": 1, \"a\": 2}",
      "{\"a\" 1}",
      "{", "{\"a\": \"\\ud800\"}", "{\"a\": 1}}", "{\"a\": +1}",
      "{\"in_shape\": [1], \"layers\": [{\"type\": \"lstm\", \"weights\": []}]}",
    ] { refused(Array(text.utf8)) }
  }

  @Test func weightsThatAreNoNumbersAreNamed() throws {
    var text = String(
      decoding: try ForeignFixtures.bytes("rtneural.json"), as: UTF8.self)
    let start = try #require(text.firstRange(of: "\"weights\": [[["))
    let end = try #require(text[start.upperBound...].firstIndex(of: ","))
    text.replaceSubrange(start.upperBound..<end, with: "NaN")
    refused(Array(text.utf8))
  }

  @Test(arguments: [
    ("    TFL3", "TensorFlow Lite"), ("GGUF", "GGUF"), ("4\n1\n", "Torch 7"),
    ("MATLAB 5.0 MAT-file", "MATLAB"), ("7767517\n", "ncnn"),
    ("<?xml version=\"1.0\"?>", "OpenVINO"), ("%PDF-1.4", "PDF"),
  ])
  func otherKindsAreNamedWithTheRoadThatWorks(
    _ content: String, _ kind: String
  ) {
    let error = #expect(throws: ForeignFileError.self) {
      try Self.readWhole(Array(content.utf8))
    }
    #expect(error?.description.contains(kind) == true)
  }

  @Test func anUnknownKindListsWhatIsRead() {
    #expect(throws: ForeignFileError.unknownKind) {
      try Self.readWhole(Array("hello".utf8))
    }
    #expect(
      ForeignFileError.unknownKind.description
        .contains("PyTorch, safetensors, NumPy, ONNX, Keras HDF5"))
  }
}
