import Foundation
import ModelFiles
import Testing

@Suite struct OutputFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFileIsCompleteAndAlone() throws {
    let big = [UInt8](repeating: 65, count: 200_001)
    try OutputFile.write(to: folder.path + "/a") { file in
      try file.write("x")
      try file.write(big)
      #expect(try folder.names().count == 1)
      #expect(try folder.names()[0].hasSuffix(".partial"))
      try file.write("y")
    }
    #expect(try folder.names() == ["a"])
    #expect(
      try folder.read("a") == "x" + String(repeating: "A", count: 200_001)
        + "y")
  }

  @Test func aFailureLeavesTheOldFile() throws {
    struct Failure: Error {}
    let path = try folder.file("a", "old")
    #expect(throws: Failure.self) {
      try OutputFile.write(to: path) { file in
        try file.write([UInt8](repeating: 0, count: 100_000))
        throw Failure()
      }
    }
    #expect(try folder.names() == ["a"])
    #expect(try folder.read("a") == "old")
  }

  @Test func anAbandonedFileLeavesNothing() throws {
    do { _ = try OutputFile(folder.path + "/a") }
    #expect(try folder.names().isEmpty)
  }

  @Test func aFullDiskIsSaidWithItsBytes() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    #expect(
      throws: OutputFileError.diskFull("/dev/full", written: 0, needed: 100_000)
    ) {
      try OutputFile.write(to: "/dev/full") {
        try $0.write([UInt8](repeating: 0, count: 100_000))
      }
    }
    #expect(
      throws: OutputFileError.diskFull("/dev/full", written: 0, needed: 3)
    ) {
      try OutputFile.write(to: "/dev/full") { try $0.write("abc") }
    }
  }

  @Test func devicesAreWrittenAndNeverReplaced() throws {
    try OutputFile.write(to: "/dev/null") { try $0.write("abc") }
    var status = stat()
    #expect(stat("/dev/null", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
    let link = folder.path + "/link"
    #expect(symlink("/dev/null", link) == 0)
    try OutputFile.write(to: link) { try $0.write("abc") }
    #expect(lstat(link, &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func linksAreFollowedToTheFile() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/sub", withIntermediateDirectories: false)
    #expect(symlink("sub/real", folder.path + "/one") == 0)
    #expect(symlink("one", folder.path + "/two") == 0)
    for text in ["new", "newer"] {
      try OutputFile.write(to: folder.path + "/two") { try $0.write(text) }
      #expect(try folder.read("sub/real") == text)
      #expect(try folder.names() == ["one", "sub", "two"])
    }
    var status = stat()
    #expect(lstat(folder.path + "/two", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func anOldFileKeepsItsMode() throws {
    let path = try folder.file("a", "old")
    #expect(chmod(path, 0o751) == 0)
    try OutputFile.write(to: path) { try $0.write("new") }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o751)
    #expect(try folder.read("a") == "new")
  }

  /// The right to run as somebody else was given to the old content.
  @Test func noFileKeepsSetuid() throws {
    let path = try folder.file("a", "old")
    #expect(chmod(path, 0o6755) == 0)
    try OutputFile.write(to: path) { try $0.write("new") }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o755)
  }

  @Test(.enabled(if: getuid() == 0))
  func anOldFileKeepsItsOwner() throws {
    let path = try folder.file("a", "old")
    #expect(chown(path, 1234, 1235) == 0)
    try OutputFile.write(to: path) { try $0.write("new") }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_uid == 1234 && status.st_gid == 1235)
  }

  @Test func aNewFileObeysTheUmask() throws {
    let path = folder.path + "/new"
    try OutputFile.write(to: path) { try $0.write("new") }
    let plain = folder.path + "/plain"
    let descriptor = open(plain, O_WRONLY | O_CREAT, 0o666)
    close(descriptor)
    var (one, two) = (stat(), stat())
    #expect(stat(path, &one) == 0 && stat(plain, &two) == 0)
    #expect(one.st_mode == two.st_mode)
  }

  @Test func impossibleTargetsAreNamed() throws {
    let place = folder.path
    let file = try folder.file("file", "")
    #expect(
      throws: OutputFileError.folderMissing(
        place + "/no", target: place + "/no/a")
    ) { _ = try OutputFile(place + "/no/a") }
    #expect(
      throws: OutputFileError.folderIsFile(file, target: file + "/a")
    ) { _ = try OutputFile(file + "/a") }
    #expect(throws: OutputFileError.targetIsDirectory(place)) {
      _ = try OutputFile(place)
    }
    #expect(throws: OutputFileError.targetIsDirectory(place + "/new/")) {
      _ = try OutputFile(place + "/new/")
    }
    #expect(throws: OutputFileError.emptyPath) { _ = try OutputFile("") }
    #expect(symlink("loop", place + "/loop") == 0)
    #expect(throws: OutputFileError.self) {
      _ = try OutputFile(place + "/loop")
    }
    #expect(try folder.names() == ["file", "loop"])
  }

  @Test func aLongNameStillHasAPassingOne() throws {
    let name = String(repeating: "é", count: 127)
    try OutputFile.write(to: folder.path + "/" + name) { try $0.write("x") }
    #expect(try folder.names().count == 1)
    #expect(try folder.read(name) == "x")
  }

  @Test func aClosedPipeIsNoFailureOfWriting() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let file = try OutputFile("/dev/fd/\(ends[1])")
    try file.write("x")
    #expect(throws: ClosedPipe()) { try file.commit() }
    close(ends[1])
  }
}
