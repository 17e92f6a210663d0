import ArgumentParser

/// The options and flags that a command takes, as the parser itself says.
struct KnownArguments {
  /// One option or flag.
  struct Argument: Decodable {
    struct Name: Decodable { let kind, name: String }

    let kind: String
    let names: [Name]?
    let valueName: String?
    let isRepeating: Bool
    let parsingStrategy: String

    /// Whether a value follows.
    var takesValue: Bool { kind == "option" }

    /// Whether it may be given more than once, or takes several values.
    var mayRepeat: Bool { isRepeating || parsingStrategy == "upToNextOption" }
  }

  private struct Described: Decodable {
    struct Command: Decodable { let arguments: [Argument]? }

    let command: Command
  }

  private let arguments: [String: Argument]
  /// What the arguments without a name are called, in their order.
  let places: [String]

  /// What `command` takes.
  init(of command: any ParsableCommand.Type) {
    let described = try? JSONDecoder().decode(
      Described.self, from: Data(command._dumpHelp().utf8))
    var arguments: [String: Argument] = [:]
    for argument in described?.command.arguments ?? [] {
      for name in argument.names ?? [] {
        arguments[(name.kind == "short" ? "-" : "--") + name.name] = argument
      }
    }
    self.arguments = arguments
    places = (described?.command.arguments ?? []).filter {
      $0.kind == "positional"
    }.compactMap(\.valueName)
  }

  /// The names as they are written, `--text` and `-o`.
  var names: [String] { arguments.keys.sorted() }

  /// The option or flag of a name as it is written.
  subscript(name: String) -> Argument? { arguments[name] }
}
