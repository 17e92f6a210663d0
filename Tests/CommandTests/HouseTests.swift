import Foundation
import Testing

/// The plan of the house, held: which room may import which, and what lies at
/// the top.
struct HouseTests {
  /// What a room may see that is not its own, by Package.swift.
  @Test(arguments: SourceTree.rooms.keys.sorted())
  func roomsImportOnlyWhatTheyMay(_ room: String) throws {
    let rooms = try #require(SourceTree.rooms[room])
    for file in SourceTree.sources where file.room == room {
      for name in file.imports where !Self.system.contains(name) {
        #expect(rooms.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  /// What Package.swift may not come to say.
  @Test func roomsKeepTheirDistance() {
    let rooms = SourceTree.rooms
    #expect(rooms["LSTMCore"] == [])
    #expect(rooms["Wording"] == [])
    #expect(rooms["Drawing"] == ["CPango", "CZlib"])
    for (name, owners) in [
      ("lstm-lab", []), ("ArgumentParser", ["lstm-lab"]),
      ("CBuild", ["lstm-lab"]), ("COneDNN", ["LSTMTraining"]),
      ("CPango", ["Drawing"]),
      ("CHDF5", ["ModelFiles"]), ("CSndfile", ["ModelFiles"]),
      ("CYAML", ["ModelFiles"]),
    ] as [(String, Set<String>)] {
      let users = rooms.filter { $0.value.contains(name) }.keys
      #expect(Set(users) == owners, "\(name)")
    }
    #expect(rooms["TraceFigures"]?.contains("ModelFiles") == false)
  }

  /// All of Foundation would link 45 MB of tables of the world's languages;
  /// the system's libraries are looked at in one file of a room.
  @Test(arguments: SourceTree.sources)
  func theSystemComesInThroughOneDoor(_ file: SourceFile) {
    guard file.name != "Platform" else {
      // Where FoundationEssentials is no module of its own.
      let either = "canImport(FoundationEssentials)"
      #expect(
        !file.imports.contains("Foundation")
          || file.lines.contains { $0.contains(either) })
      return
    }
    let doors = ["Foundation", "FoundationEssentials"] + Self.libraries
    for door in doors {
      #expect(!file.imports.contains(door), "\(file.path) imports \(door)")
    }
  }

  @Test("imports are found however they are spelled")
  func spellings() {
    let text = """
      @_exported import A
        internal import B
      import struct C.D
      @preconcurrency public import E
      // import F
      let text = \"""
        import G
        \"""
      """
    #expect(
      SourceFile(path: "Sources/X/Y.swift", text: text).imports
        == ["A", "B", "C", "E"])
  }

  private static let libraries = ["Glibc", "Musl", "Darwin"]
  private static let system = Set(
    ["Foundation", "FoundationEssentials", "Dispatch", "Synchronization"]
      + libraries)

  @Test func theTopLevelIsTidy() throws {
    let known: Set<String> = [
      "Package.swift", "Sources", "Tests", "Lessons", "Figures", "Makefile",
      "README.md", "LICENSE", "demo", "class", "Package.resolved",
    ]
    let found = try FileManager.default.contentsOfDirectory(
      atPath: SourceTree.root.path)
    for name in found where !name.hasPrefix(".") {
      #expect(known.contains(name), "\(name)")
    }
  }
}
