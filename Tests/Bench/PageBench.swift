import Foundation
import LessonKit

extension Bench {
  /// The explorer's page in a browser: how soon it is there, what a key and a
  /// scroll cost, how much memory it takes.
  func page() {
    guard wants("page"), !program.isEmpty else { return }
    let file = NSTemporaryDirectory() + "lstm-lab-bench-page.html"
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    do {
      let made = try ChildProcess(
        program, ["explore", file, "--quiet"],
        descriptors: [nowhere, nowhere, nowhere]
      ).wait()
      guard made == 0 else { return warn("page: explore stopped with \(made)") }
      for row in try measured(file) { add(row) }
    } catch {
      warn("page: \(error)")
    }
  }

  /// What the driver says of a page; nothing, and a word, without a browser.
  private func measured(_ page: String) throws -> [Measurement] {
    let driver = ".build/browser/bin/python"
    let browsers = ["chromium", "chromium-browser", "google-chrome"].map {
      "/usr/bin/" + $0
    }
    let manager = FileManager.default
    guard let browser = browsers.first(where: manager.isExecutableFile),
      manager.isExecutableFile(atPath: driver)
    else {
      warn("page: no browser (make browser)")
      return []
    }
    let output = Pipe()
    let process = try ChildProcess(
      driver, ["Tests/Scripts/measure_explorer.py", page, browser],
      descriptors: [
        nil, output.fileHandleForWriting.fileDescriptor, nil,
      ])
    try output.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    let status = process.wait()
    if status != 0 { warn("page: the driver stopped with \(status)") }
    return String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n").compactMap { Measurement(line: $0) }
  }
}
