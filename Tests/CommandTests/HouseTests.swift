import Foundation
import RegexBuilder
import Testing

/// The plan of the house, held: which room may import which, and what lies at
/// the top.
struct HouseTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Which rooms and doors each room may use.
  static let allowed: [String: Set<String>] = [
    "LSTMCore": [],
    "Wording": [],
    "ModelFiles": [
      "LSTMCore", "Wording", "CDefaultModels", "CHDF5", "CSamples",
      "CYAML", "CZlib",
    ],
    "LSTMTraining": ["LSTMCore", "ModelFiles", "Wording", "COneDNN"],
    "Experiments": ["LSTMCore", "LSTMTraining", "Wording"],
    "Inspection": ["LSTMCore", "LSTMTraining", "Wording"],
    "Drawing": ["CPango", "CZlib"],
    "TraceFigures": [
      "LSTMCore", "Drawing", "Experiments", "Inspection", "Wording",
    ],
    "ExplorerPage": [
      "LSTMCore", "ModelFiles", "Drawing", "TraceFigures", "Wording",
      "CExplorerPage",
    ],
    "LessonKit": ["LSTMCore", "ModelFiles", "Wording", "CLessons"],
  ]

  static let mathematics: Set<String> = ["Glibc", "Musl", "Darwin"]
  static let system = mathematics.union([
    "Foundation", "FoundationEssentials", "Dispatch", "Synchronization",
  ])

  @Test(arguments: allowed.keys.sorted())
  func roomsImportOnlyWhatTheyMay(_ room: String) throws {
    let rooms = try #require(Self.allowed[room])
    let free =
      ["LSTMCore", "Wording"].contains(room) ? Self.mathematics : Self.system
    for file in try Self.sources(of: room) {
      for name in try Self.imports(of: file) {
        #expect(
          rooms.contains(name) || free.contains(name),
          "\(file.lastPathComponent) imports \(name)")
      }
    }
  }

  static func sources(of room: String) throws -> [URL] {
    let folder = root.appendingPathComponent("Sources/\(room)")
    let files = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil)
    let sources = (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
    #expect(!sources.isEmpty)
    return sources
  }

  /// The modules that a file imports, however that is spelled: with attributes,
  /// an access level, or for one declaration.
  static func imports(of file: URL) throws -> [String] {
    let access = /(?:public|package|internal|fileprivate|private)\s+/
    let kind = /(?:typealias|struct|class|enum|protocol|let|var|func)\s+/
    let spelling = Regex {
      Anchor.startOfLine
      /\s*(?:@\w+(?:\(\w+\))?\s+)*/
      Optionally { access }
      /import\s+/
      Optionally { kind }
      Capture { /\w+/ }
    }
    return try String(contentsOf: file, encoding: .utf8).matches(of: spelling)
      .map { String($0.1) }
  }

  @Test func theTopLevelIsTidy() throws {
    let known: Set<String> = [
      "Package.swift", "Sources", "Tests", "Lessons", "Figures", "Makefile",
      "README.md", "LICENSE", "demo", "Package.resolved",
    ]
    let found = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.path)
    for name in found where !name.hasPrefix(".") {
      #expect(known.contains(name), "\(name)")
    }
  }
}
