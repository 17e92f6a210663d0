import ArgumentParser
import Wording

/// Mistakes in a command line that the parser passes over, or tells in words
/// that do not help: a command's name with a slip in it, an option given twice,
/// one that is not there beside an argument that would take its value, a number
/// below zero.
struct CommandLineCheck {
  /// The command that is called.
  let command: any ParsableCommand.Type
  /// The words of the call.
  let words: [String]
  private let rest: ArraySlice<String>
  private let isHelp: Bool

  /// Looks for the command that the words call.
  init(_ words: [String], root: any ParsableCommand.Type = LSTMLab.self) {
    isHelp = words.first == "help"
    var rest = words[...].dropFirst(isHelp ? 1 : 0)
    var command = root
    while let word = rest.first, let found = command.subcommand(word) {
      command = found
      rest = rest.dropFirst()
    }
    if let standard = command.configuration.defaultSubcommand, !isHelp {
      command = standard
    }
    (self.command, self.words, self.rest) = (command, words, rest)
  }

  /// What the parser is to read where it cannot read the words themselves: `-o
  /// OUT` of a command whose first argument is its picture becomes that argument,
  /// since many other commands have -o.
  var wordsToParse: [String] {
    guard rest.contains(where: Self.namesOutput) else { return words }
    let known = KnownArguments(of: command)
    guard known["-o"] == nil, known.places.first == "out",
      let place = places(known).first(where: { Self.namesOutput(self.rest[$0]) }
      )
    else { return words }
    var rest = rest
    let word = rest.remove(at: place)
    let value = word.split(separator: "=", maxSplits: 1).dropFirst().first
    guard value != nil || place < rest.endIndex && !rest[place].hasPrefix("-")
    else { return words }
    let output = value.map(String.init) ?? rest.remove(at: place)
    return words.dropLast(self.rest.count) + [output] + rest
  }

  private static func namesOutput(_ word: String) -> Bool {
    ["-o", "--output"].contains(name(of: word))
  }

  /// Refuses a command that is not there.
  func requireCommand() throws {
    let known = command.configuration.subcommands.map { $0.name }
    guard let word = rest.first, !word.hasPrefix("-"), word != "help",
      !known.isEmpty || isHelp
    else { return }
    throw ValidationError(
      "There is no command '\(word)'."
        + didYouMean(word, among: known)
        + (known.isEmpty ? "" : " There are: \(known.joined(separator: ", ")).")
    )
  }

  /// Refuses an option that is given twice, of which the parser would forget
  /// the first.
  func requireOnce() throws {
    let named = rest.filter { $0.hasPrefix("-") }.map(Self.name(of:))
    guard Set(named).count < named.count else { return }
    let known = KnownArguments(of: command)
    var seen: Set<String> = []
    for (name, _) in options(known) {
      guard let argument = known[name], argument.takesValue,
        !argument.mayRepeat
      else { continue }
      guard seen.insert(name).inserted else {
        throw ValidationError("\(name) is given twice: give it once.")
      }
    }
  }

  /// What the parser may have taken for something else.
  func requireKnownOptions() throws {
    let known = KnownArguments(of: command)
    for (name, value) in options(known) {
      guard let argument = known[name] else {
        throw ValidationError(
          "Unknown option '\(name)'."
            + (name.count < 3
              ? ""
              : didYouMean(name, among: known.names.filter { $0.count > 2 })))
      }
      if argument.takesValue, argument.parsingStrategy == "default",
        let value, value.isNegativeNumber
      {
        throw ValidationError(
          "\(name) takes no negative number such as \(value).")
      }
    }
  }

  /// The options and flags in their order, each with the word that follows it
  /// where it has no value of its own; what is a value is no option.
  private func options(
    _ known: KnownArguments
  ) -> [(name: String, next: String?)] {
    places(known).map { place in
      let (word, next) = (rest[place], rest.index(after: place))
      let name = Self.name(of: word)
      return (name, name == word && next < rest.endIndex ? rest[next] : nil)
    }
  }

  /// Where the options and flags are.
  private func places(_ known: KnownArguments) -> [Int] {
    var (found, place) = ([Int](), rest.startIndex)
    while place < rest.endIndex, rest[place] != "--" {
      let word = rest[place]
      if word.hasPrefix("-"), word.count > 1, !word.isNegativeNumber {
        found.append(place)
        let name = Self.name(of: word)
        if name == word, known[name]?.takesValue ?? false { place += 1 }
      }
      place += 1
    }
    return found
  }

  /// `--text` of `--text=Hello`.
  private static func name(of word: String) -> String {
    word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
  }
}

extension ParsableCommand {
  /// The name by which it is called.
  fileprivate static var name: String { _commandName }

  fileprivate static func subcommand(
    _ name: String
  ) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first { $0.name == name }
  }
}

extension String {
  /// Whether it is a minus sign and a digit after it.
  fileprivate var isNegativeNumber: Bool {
    hasPrefix("-") && dropFirst().first?.isASCII ?? false
      && dropFirst().first?.isNumber ?? false
  }
}
