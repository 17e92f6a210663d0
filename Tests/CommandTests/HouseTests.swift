import Foundation
import Testing

/// The plan of the house, held: which room may import which, and what lies at
/// the top.
struct HouseTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let allowed: [String: Set<String>] = [
    "LSTMCore": ["Glibc", "Musl", "Darwin"],
    "Wording": ["Glibc", "Musl", "Darwin"],
    "ModelFiles": [
      "LSTMCore", "Wording", "CDefaultModels", "CHDF5", "CYAML", "CZlib",
      "Foundation",
    ],
    "LSTMTraining": [
      "LSTMCore", "ModelFiles", "Wording", "COneDNN", "Foundation", "Glibc",
      "Musl", "Darwin",
    ],
    "Experiments": ["LSTMCore", "LSTMTraining", "Wording", "Foundation"],
    "Inspection": [
      "LSTMCore", "LSTMTraining", "Wording", "Foundation", "Glibc", "Musl",
      "Darwin",
    ],
    "Drawing": ["CPango", "CZlib", "Foundation", "Glibc", "Musl", "Darwin"],
    "TraceFigures": [
      "LSTMCore", "Drawing", "Experiments", "Inspection", "Wording",
      "Foundation", "Glibc", "Musl", "Darwin",
    ],
    // Glibc, Musl and Darwin: in the text of a program that it writes.
    "LessonKit": [
      "LSTMCore", "ModelFiles", "Wording", "CLessons", "Foundation", "Glibc",
      "Musl", "Darwin",
    ],
  ]

  @Test(arguments: allowed.keys.sorted())
  func roomsImportOnlyWhatTheyMay(_ room: String) throws {
    let folder = Self.root.appendingPathComponent("Sources/\(room)")
    let files = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil)
    let sources = (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
    #expect(!sources.isEmpty)
    for file in sources {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count == 2, words[0] == "import" else { continue }
        let name = String(words[1])
        #expect(
          Self.allowed[room]?.contains(name) == true,
          "\(file.lastPathComponent) imports \(name)")
      }
    }
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
