import Foundation
import LSTMCore
import ModelFiles
import Testing

/// Keras' layouts, and the JSON of audio plugins, against NumPy.
struct KerasFileTests {
  /// libhdf5 serves one thread at a time.
  private static let lock = NSLock()

  /// HDF5 in this process: these files are sound.
  static func read(_ name: String) throws -> ForeignFile {
    try ForeignFile.read(
      ByteSource(path: ForeignFixtures.path(name)),
      hdf5: { (source) throws(ForeignFileError) in
        let folder = try? TemporaryFolder()
        let path = (folder?.path ?? "") + "/file.h5"
        try? Data(try source.bytes(of: path)).write(
          to: URL(fileURLWithPath: path))
        lock.lock()
        defer { lock.unlock() }
        guard let contents = try HDF5Contents.read(path: path, limit: 1 << 24)
        else {
          throw .libraryMissing(kind: "an HDF5 file", package: "libhdf5-dev")
        }
        return contents
      })
  }

  @Test(arguments: try ForeignFixtures.cases("keras.json").keys.sorted())
  func everyStepIsKeras(_ name: String) throws {
    let expected = try #require(ForeignFixtures.cases("keras.json")[name])
    let (h, c) = try Self.read(name).run(expected.inputs)
    #expect(distance(h, expected.outputs) < 1e-12)
    if let memory = expected.cell {
      #expect(distance([c], [memory]) < 1e-12)
    }
  }

  @Test func theConfigurationNamesAndOrdersTheLayers() throws {
    let file = try Self.read("keras3.keras")
    #expect(
      file.layers.map(\.name) == ["embedding", "reader", "lstm_1", "dense"])
    #expect(file.isSequence)
    #expect(file.layers.last?.dense?.activation == "softmax")
  }

  @Test func theLayoutOfCuDNNIsToldFromTheBias() throws {
    let layer = try #require(Self.read("cudnn.h5").layers.first?.recurrence)
    #expect(layer.order == "Keras' order i, f, c, o in cuDNN's layout")
  }

  @Test func aHardSigmoidIsNotTakenForASigmoid() throws {
    let layer = try #require(Self.read("hard.h5").layers.first?.recurrence)
    #expect(layer.gateActivation == "hard_sigmoid")
    let gate = Quantity(rawValue: "f")
    let cell = try #require(layer.cells("lstm").first)
    #expect(cell.definition.range(of: gate) == .zeroToOne)
  }

  @Test func aFileThatSaysOtherThanItHoldsIsNamed() throws {
    let text = String(
      decoding: try ForeignFixtures.bytes("lstm.nam"), as: UTF8.self)
    let other = text.replacingOccurrences(
      of: "\"hidden_size\": 3", with: "\"hidden_size\": 16")
    #expect(throws: ForeignFileError.self) {
      try ForeignFile.read(ByteSource(Array(other.utf8)))
    }
    let guitar = String(
      decoding: try ForeignFixtures.bytes("guitarml.json"), as: UTF8.self)
    #expect(
      throws: ForeignFileError.unusable(
        module: "rec",
        reason: "the file says hidden_size 20, and its weights make 3")
    ) {
      try ForeignFile.read(
        ByteSource(
          Array(
            guitar.replacingOccurrences(
              of: "\"hidden_size\": 3", with: "\"hidden_size\": 20"
            ).utf8)))
    }
  }
}
