import LSTMCore
import ModelFiles
import Testing

@Suite struct SafetensorsTests {
  private let sample = Safetensors(
    metadata: ["b\"\\\n\u{1}": "é\u{1F600}", "a": ""],
    tensors: [
      Tensor(name: "x", type: .f32, shape: [3], values: [1, -0.5, 1e-40]),
      Tensor(name: "empty", type: .f32, shape: [0, 4], values: []),
      Tensor(name: "scalar", type: .f64, shape: [], values: [.pi]),
    ])

  @Test func whatIsEncodedIsParsed() throws {
    let bytes = sample.encode()
    let parsed = try Safetensors.parse(bytes)
    #expect(parsed.metadata == sample.metadata)
    #expect(parsed["x"]?.values == [1, -0.5, Double(Float(1e-40))])
    #expect(parsed["scalar"]?.values == [.pi])
    #expect(parsed["scalar"]?.shape == [])
    #expect(parsed["empty"]?.shape == [0, 4])
    #expect(parsed.encode() == bytes)
    #expect(parsed["none"] == nil)
  }

  @Test func theBytesAreFixed() {
    let file = Safetensors(
      metadata: ["b": "2", "a": "1"],
      tensors: [Tensor(name: "t", type: .f32, shape: [1], values: [1])])
    let header = """
      {"__metadata__":{"a":"1","b":"2"},\
      "t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
      """
    let padded =
      header + String(repeating: " ", count: 7 - (header.utf8.count + 7) % 8)
    #expect(padded.utf8.count % 8 == 0)
    #expect(file.encode() == safetensors(header: padded) + [0, 0, 0x80, 0x3F])
  }

  static let hostile: [([UInt8], SafetensorsError)] = [
    ([], .tooShort(byteCount: 0)),
    ([1, 2, 3, 4, 5, 6, 7], .tooShort(byteCount: 7)),
    (
      [100, 0, 0, 0, 0, 0, 0, 0, 0x7B],
      .headerBeyondFile(length: 100, byteCount: 9)
    ),
    (
      [UInt8](repeating: 0xFF, count: 9),
      .headerBeyondFile(length: .max, byteCount: 9)
    ),
    (
      safetensors(header: "{\"\u{E9}").dropLast() + [],
      .headerBeyondFile(length: 4, byteCount: 11)
    ),
    (
      [3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0xFF, 0x7D],
      .headerNotUTF8(offset: 9)
    ),
    (
      safetensors(header: " {}"),
      .headerNotJSON(reason: "it does not begin with {")
    ),
    (
      // UTF-16, which Foundation would read.
      safetensors(header: "{\u{0}}\u{0}"),
      .headerNotJSON(reason: "it contains a zero byte")
    ),
    (
      entry(dtype: "F8_E5M2"), .unknownType(tensor: "t", type: "F8_E5M2")
    ),
    (
      entry(shape: "[-1]"), .negativeShape(tensor: "t", shape: [-1])
    ),
    (
      entry(shape: "[4611686018427387904,4]"),
      .shapeOverflow(tensor: "t", shape: [4_611_686_018_427_387_904, 4])
    ),
    (
      entry(shape: "[4611686018427387904,4,0]"),
      .shapeOverflow(tensor: "t", shape: [4_611_686_018_427_387_904, 4, 0])
    ),
    (
      entry(offsets: "[4,0]"),
      .offsetsReversed(tensor: "t", begin: 4, end: 0)
    ),
    (
      entry(offsets: "[-4,0]"),
      .offsetsReversed(tensor: "t", begin: -4, end: 0)
    ),
    (
      entry(offsets: "[0]"),
      .entryMalformed(
        tensor: "t", reason: "data_offsets has 1 numbers, not 2")
    ),
    (
      entry(data: 3),
      .offsetsOutOfRange(tensor: "t", begin: 0, end: 4, dataCount: 3)
    ),
    (
      entry(offsets: "[0,8]", data: 8),
      .lengthMismatch(
        tensor: "t", shape: [1], type: "F32", expected: 4, found: 8)
    ),
    (entry(data: 6), .trailingBytes(count: 2)),
    (
      entry(offsets: "[2,6]", data: 6), .hole(before: "t", from: 0, to: 2)
    ),
    (
      safetensors(
        header: """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
          "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
          """, data: 8), .overlap(first: "a", second: "b")
    ),
    (
      safetensors(
        header: """
          {"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
          "\\u0074":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
          """, data: 4), .duplicateName("t")
    ),
    (
      safetensors(header: #"{"__metadata__":{"k":"1","k":"2"}}"#),
      .duplicateName("k")
    ),
  ]

  @Test(arguments: hostile.indices)
  func hostileFilesAreRefused(_ k: Int) {
    let (bytes, error) = Self.hostile[k]
    #expect(throws: error) { try Safetensors.parse(bytes) }
    #expect("\(error)".count > 40 && "\(error)".hasSuffix("."))
  }

  /// Foundation words the reason; what matters is the kind and the name.
  @Test func malformedJSONIsRefusedByKind() {
    let cases = [
      ("{", "the header is not the JSON"),
      ("{]", "the header is not the JSON"),
      ("{}{}", "the header is not the JSON"),
      (String(repeating: "{\"a\":", count: 5000), "the header is not the JSON"),
      (#"{"__metadata__":3}"#, "__metadata__ in the header must map"),
      (#"{"__metadata__":{"k":3}}"#, "__metadata__ in the header must map"),
      (#"{"t":3}"#, "the header's entry for t is unusable"),
      (#"{"t":{}}"#, "the header's entry for t is unusable: it has no "),
      (
        #"{"t":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
        "the header"
      ),
      (
        #"{"t":{"dtype":"F32","shape":[9999999999999999999999]}}"#,
        "the header"
      ),
    ]
    for (header, start) in cases {
      let error = #expect(throws: SafetensorsError.self) {
        try Safetensors.parse(safetensors(header: header))
      }
      let text = error.map { "\($0)" } ?? ""
      #expect(text.hasPrefix(start))
    }
  }

  @Test func aHugeHeaderIsRefusedUnread() {
    let length = 100_000_001
    let bytes =
      withUnsafeBytes(of: UInt64(length).littleEndian, Array.init)
      + [UInt8](repeating: 0x20, count: length)
    #expect(throws: SafetensorsError.headerTooLong(length: UInt64(length))) {
      try Safetensors.parse(bytes)
    }
  }

  @Test func aFileCutAnywhereIsRefused() throws {
    let bytes = try ModelFile.encode(smallModel())
    for count in bytes.indices {
      #expect(throws: ModelFileError.self) {
        try ModelFile.parse(Array(bytes[..<count]), name: "", path: "")
      }
    }
  }

  /// Some flips give another valid file; none may stop the program.
  @Test func noFlippedHeaderBitCrashes() throws {
    let bytes = try ModelFile.encode(smallModel(hidden: [2]))
    let end = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    for k in 0..<end {
      for mask in [1, 2, 4, 8, 16, 32, 64, 128, 255] as [UInt8] {
        var changed = bytes
        changed[k] ^= mask
        _ = try? ModelFile.parse(changed, name: "", path: "")
      }
    }
  }

  @Test func noRandomBytesCrash() throws {
    var generator = SplitMix64(seed: 2)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"t\"", "\"dtype\"", "\"F32\"",
      "\"F64\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "0", "4",
      "-1", "9223372036854775807", "1e3", "\"\\", "\\u00", "\u{0}", "null",
    ]
    for _ in 0..<3000 {
      let random = (0..<Int.random(in: 0...64, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      #expect(throws: SafetensorsError.self) { try Safetensors.parse(random) }
      let header =
        "{"
        + (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          pieces.randomElement(using: &generator) ?? ""
        }.joined()
      _ = try? Safetensors.parse(safetensors(header: header, data: 4))
      let (shape, offsets) = (
        pieces.randomElement(using: &generator) ?? "",
        pieces.randomElement(using: &generator) ?? ""
      )
      _ = try? Safetensors.parse(
        Self.entry(shape: "[\(shape),\(offsets)]", offsets: "[\(offsets),4]"))
    }
  }

  private static func entry(
    dtype: String = "F32", shape: String = "[1]", offsets: String = "[0,4]",
    data: Int = 4
  ) -> [UInt8] {
    safetensors(
      header: """
        {"t":{"dtype":"\(dtype)","shape":\(shape),"data_offsets":\(offsets)}}
        """, data: data)
  }
}
