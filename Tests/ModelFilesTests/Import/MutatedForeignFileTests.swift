import Foundation
import LSTMCore
import ModelFiles
import Testing

/// Files with a few bytes changed, the same ones on every run: each is read or
/// refused by a typed error. A trap would end the run.
///
/// `make fuzz` changes many more: `LSTM_LAB_FUZZ` says how many of each file.
struct MutatedForeignFileTests {
  static let count =
    ProcessInfo.processInfo.environment["LSTM_LAB_FUZZ"].flatMap { Int($0) }
    ?? 150

  /// A child process reads each HDF5 file, which takes time: fewer of them in a
  /// test, and with `make fuzz` as many in all as of any other format.
  private static let divisor = count == 150 ? 15 : 3

  static let names = [
    "lstm.pt", "legacy.pth", "lightning.ckpt", "relu_module.pt", "arrays.npz",
    "packed.npz", "arrays.pkl", "half.safetensors", "lstm.onnx", "sliced.onnx",
    "gru.onnx", "lstm.nam", "rtneural.json", "guitarml.json",
  ]

  @Test(arguments: names)
  func aChangedFileIsReadOrRefused(_ name: String) throws {
    let bytes = try ForeignFixtures.bytes(name)
    var generator = SplitMix64(seed: 1997)
    var refused = 0
    for _ in 0..<Self.count {
      let changed = mutated(bytes, using: &generator)
      do { try HostileForeignFileTests.readWhole(changed) } catch {
        refused += 1
      }
    }
    #expect(refused > 0, "no change of \(name) was noticed")
  }

  /// The program that reads HDF5, where `make test` has built it.
  static let program = ForeignFixtures.folder.deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".build/release/lstm-lab").path

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: program)),
    arguments: ["cudnn.h5", "keras2.h5", "keras3.keras"])
  func aChangedHDF5FileEndsNoMoreThanItsReader(_ name: String) throws {
    var generator = SplitMix64(seed: 1997)
    let bytes = try ForeignFixtures.bytes(name)
    for _ in 0..<max(1, Self.count / Self.divisor) {
      let changed = mutated(bytes, using: &generator)
      do {
        _ = try ForeignFile.read(ByteSource(changed)) {
          (source) throws(ForeignFileError) in
          try HDF5Process.contents(of: source, program: Self.program)
        }
      } catch { continue }
    }
    let file = try ForeignFile.read(ByteSource(bytes)) {
      (source) throws(ForeignFileError) in
      try HDF5Process.contents(of: source, program: Self.program)
    }
    #expect(!file.layers.isEmpty)
  }

  /// One to four changes: a bit, a byte, a length of eight bytes, a part left
  /// out or written twice.
  private func mutated(
    _ bytes: [UInt8], using generator: inout SplitMix64
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let end = min(
        bytes.count, place + Int.random(in: 1...12, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: for k in place..<end { bytes[k] = 0xff }
      case 3: for k in place..<end { bytes[k] = 0 }
      case 4 where bytes.count > 16: bytes.removeSubrange(place..<end)
      default: bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return bytes
  }
}
