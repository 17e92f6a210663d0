import CSndfile
import Wording

/// The samples of a sound file with one channel, between −1 and 1: WAV of 8, 16,
/// 24 or 32 bits and of floating point, and what else libsndfile reads.
package struct SoundFile: Equatable, Sendable {
  /// The file's name without its folders.
  package let name: String
  /// Samples a second.
  package let rate: Int
  /// How a sample is stored, for people: `16 bit`.
  package let kind: String
  /// The samples, in the order of time.
  package let samples: [Double]

  /// As many samples as a model reads one by one in reasonable time: a minute
  /// and a half at 48 kHz.
  static let most = 4_500_000

  /// Reads the file at `path`.
  ///
  /// - Throws: `SoundFileError`.
  package static func load(_ path: String) throws(SoundFileError) -> SoundFile {
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    if let missing = missingBytes(path) {
      throw .unreadable(
        name, reason: "it is cut short by \(counted(missing, "byte")).")
    }
    guard sound_load() else { throw .libraryMissing }
    var (sound, reason) = (sound_file(), UnsafePointer<CChar>?.none)
    guard sound_open(path, &sound, &reason) else {
      throw .unreadable(
        name,
        reason: reason.map { String(cString: $0) } ?? "it cannot be opened")
    }
    defer { sound_close(&sound) }
    guard sound.channels == 1 else {
      throw .channels(name, count: Int(sound.channels))
    }
    guard 1...Int64(most) ~= sound.frames else {
      throw .length(name, count: Int(sound.frames))
    }
    let samples = [Double](unsafeUninitializedCapacity: Int(sound.frames)) {
      buffer, count in
      guard let base = buffer.baseAddress else { return }
      count = max(0, Int(sound_read(&sound, base)))
    }
    guard samples.count == Int(sound.frames) else {
      throw .unreadable(
        name,
        reason: "it promises \(sound.frames) samples and has \(samples.count)")
    }
    return SoundFile(
      name: name, rate: Int(sound.rate), kind: kind(sound.bits),
      samples: samples)
  }

  /// How many bytes a WAV file lacks of what its header promises, which libsndfile
  /// does not mind; nil for none, and for other kinds. A recorder that did not know
  /// the length has written 0 or 2 GB and more there.
  private static func missingBytes(_ path: String) -> Int? {
    guard let source = try? ByteSource(path: path),
      let head = try? source.bytes(at: 0, count: 8, of: path),
      head.starts(with: "RIFF".utf8)
    else { return nil }
    let promised = head[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard promised > 0, promised < 0x7fff_0000 else { return nil }
    let missing = promised + 8 - source.count
    return missing > 1 ? missing : nil
  }

  private static func kind(_ bits: Int32) -> String {
    switch bits {
    case 0: "compressed"
    case ..<0: "\(-bits) bit floating point"
    default: "\(bits) bit"
    }
  }

  /// The file in one line: its length, its rate and how it is stored.
  package var summary: String {
    "\(name): \(counted(samples.count, "sample")) at \(grouped(rate)) Hz, "
      + "\(kind), \((Double(samples.count) / Double(rate)).fixed(3)) s"
  }

  /// The samples as a column of a table.
  package var table: SeriesTable {
    get throws(SeriesError) {
      try SeriesTable(
        "sample\n" + samples.map { "\($0)" }.joined(separator: "\n"),
        name: name)
    }
  }
}

/// Why a sound cannot be read. The first part of each case is the file's name.
package enum SoundFileError: Error, Equatable, CustomStringConvertible {
  /// libsndfile is not installed.
  case libraryMissing
  /// The file is none that can be read; the reason is the library's.
  case unreadable(String, reason: String)
  /// There are several channels.
  case channels(String, count: Int)
  /// There is nothing in it, or too much.
  case length(String, count: Int)

  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .libraryMissing:
      "reading sounds needs a library that is not installed: install what "
        + "Debian calls libsndfile1 (apt-get install libsndfile1) and try again."
    case .unreadable(let name, let reason):
      "\(name) cannot be read as a sound: \(reason) Give a WAV file."
    case .channels(let name, let count):
      "\(name) has \(count) channels, and a model reads one: save one of them "
        + "by sox \(name) mono.wav remix 1, for one."
    case .length(let name, let count):
      count == 0
        ? "\(name) has no samples. Give another sound."
        : "\(name) has \(count) samples, and up to \(SoundFile.most) are read: "
          + "cut a part of it out."
    }
  }
}
