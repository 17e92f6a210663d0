import Foundation

/// What a command says to the person who runs it: always on standard error.
enum Talk {
  /// Prints one line.
  static func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Rewrites the terminal's current line.
  static func update(_ line: String) {
    FileHandle.standardError.write(Data(("\r\u{1B}[K" + line).utf8))
  }
}
