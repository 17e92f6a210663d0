import LSTMCore
import ModelFiles
import Testing

@Suite struct SealTests {
  private let model = Model(
    reader: .rows(columns: ["a"], scaling: Scaling(none: 1)),
    stack: Stack([CellFamily.rnn.layer(CellSizes(inputs: 1, units: 2))]))

  @Test("a bit that changes in any number of a model is noticed")
  func everyBit() throws {
    let bytes = try ModelFile.encode(model)
    let file = try Safetensors.parse(bytes)
    let numbers = file.tensors.reduce(0) { $0 + $1.bytes.count }
    for place in bytes.count - numbers..<bytes.count {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        #expect(throws: SafetensorsError.altered, "byte \(place)") {
          try Safetensors.parse(damaged)
        }
      }
    }
  }

  @Test("the seal is the hash of what follows the header, and is taken off")
  func value() throws {
    // SHA-256 of the four bytes of 1 in single precision, by sha256sum.
    let file = Safetensors(tensors: [
      Tensor(name: "x", type: .f32, shape: [1], values: [1])
    ])
    #expect(
      file.sealed.metadata == [
        "tensors_sha256":
          "e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c"
      ])
    #expect(try Safetensors.parse(file.sealed.encode()) == file)
    // A file without one is read as it is.
    #expect(try Safetensors.parse(file.encode()) == file)
  }
}
