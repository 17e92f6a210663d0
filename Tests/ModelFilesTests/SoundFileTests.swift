import Foundation
import ModelFiles
import Testing

/// WAV files as RIFF describes them, written here byte by byte.
struct SoundFileTests {
  private static let samples = [0, 0.5, -0.25, 0.75, -1]

  /// A WAV of so many bits; format 1 is whole numbers, 3 floating point.
  private static func wav(
    bits: Int, format: Int = 1, channels: Int = 1, samples: [Double] = samples
  ) -> [UInt8] {
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let data = samples.flatMap { sample -> [UInt8] in
      switch (format, bits) {
      case (3, 32): return bytes(Int(Float(sample).bitPattern), 4)
      case (3, _): return bytes(Int(bitPattern: UInt(sample.bitPattern)), 8)
      case (_, 8): return bytes(Int(sample * 128) + 128, 1)
      default: return bytes(Int(sample * Double(1 << (bits - 1))), bits / 8)
      }
    }
    let frame = channels * bits / 8
    let header =
      Array("WAVEfmt ".utf8) + bytes(16, 4) + bytes(format, 2)
      + bytes(channels, 2) + bytes(48_000, 4) + bytes(48_000 * frame, 4)
      + bytes(frame, 2) + bytes(bits, 2) + Array("data".utf8)
      + bytes(data.count, 4)
    return Array("RIFF".utf8) + bytes(header.count + data.count, 4) + header
      + data
  }

  private func load(_ bytes: [UInt8]) throws -> SoundFile {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pluck.wav"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try SoundFile.load(path)
  }

  @Test(arguments: [
    (8, 1, "8 bit"), (16, 1, "16 bit"), (24, 1, "24 bit"), (32, 1, "32 bit"),
    (32, 3, "32 bit floating point"), (64, 3, "64 bit floating point"),
  ])
  func everyWidthGivesTheSamples(
    _ bits: Int, _ format: Int, _ kind: String
  ) throws {
    let sound = try load(Self.wav(bits: bits, format: format))
    #expect(sound.samples == Self.samples)
    #expect(sound.rate == 48_000)
    #expect(sound.kind == kind)
    #expect(
      sound.summary == "pluck.wav: 5 samples at 48,000 Hz, \(kind), 0.000 s")
    let series = try sound.table.series()
    #expect(series.columns == ["sample"])
    #expect(series.rows.map { $0[0] } == Self.samples)
  }

  @Test func whatIsNoSoundOfOneChannelIsNamed() throws {
    #expect(
      throws: SoundFileError.channels("pluck.wav", count: 2)
    ) {
      try load(
        Self.wav(bits: 16, channels: 2, samples: [0, 0.5, 0.25, 0.125]))
    }
    #expect(throws: SoundFileError.length("pluck.wav", count: 0)) {
      try load(Self.wav(bits: 16, samples: []))
    }
    #expect(throws: SoundFileError.self) { try load(Array("none".utf8)) }
    #expect(throws: SoundFileError.self) { try SoundFile.load("/no/such.wav") }
  }

  @Test func noPrefixOfAFileIsATrap() throws {
    let whole = Self.wav(bits: 16)
    for count in 0..<whole.count {
      _ = try? load(Array(whole.prefix(count)))
    }
  }
}
