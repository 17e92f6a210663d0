import ArgumentParser
import LSTMCore
import ModelFiles

/// How to read a model that another program wrote, where its file does not
/// tell.
struct ForeignModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The recurrent modules of another program's file that make the model, \
      in order, such as encoder.rnn or lstm1,lstm2 (default: all that follow \
      each other).
      """, valueName: "name,…"))
  var module: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      What a layer of such a file is: NAME=embedding, readout, rnn-relu, \
      rnn-tanh, relu, tanh or another activation, or none (repeatable).
      """, valueName: "name=role"))
  var roles: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The symbols of such a model: a JSON list, a JSON object from symbol to \
      index, or one a line.
      """, valueName: "file"), completion: .file())
  var vocabulary: String?

  @Option(
    help: ArgumentHelp(
      """
      The symbol that stands for what the vocabulary lacks (default: one \
      called <unk> or the like, or none).
      """, valueName: "index|none"))
  var unknown: String?

  /// Whether anything is said.
  var isGiven: Bool {
    module != nil || !roles.isEmpty || vocabulary != nil || unknown != nil
  }

  func validate() throws {
    for role in roles { _ = try Self.role(role) }
    _ = try unknownChoice()
  }

  /// The options as the reader of such files takes them.
  func options() throws -> ForeignOptions {
    var options = ForeignOptions()
    options.modules = (module ?? "").split(separator: ",").map(String.init)
    for role in roles {
      let (name, what) = try Self.role(role)
      options.roles[name] = what
    }
    if let path = vocabulary {
      options.vocabulary = try ForeignVocabulary(
        Array(TextFile.load(path).text.utf8), name: path)
    }
    options.unknown = try unknownChoice()
    return options
  }

  private func unknownChoice() throws -> ForeignOptions.Unknown {
    guard let unknown else { return .named }
    if unknown == "none" { return .none }
    guard let index = Int(unknown), index >= 0 else {
      throw ValidationError(
        "'\(unknown)' is not the index of a symbol; write 0, 1 … or none.")
    }
    return .index(index)
  }

  private static func role(
    _ text: String
  ) throws -> (name: String, role: String) {
    let known =
      ["embedding", "readout", "rnn-relu", "rnn-tanh", "none"]
      + Dense.Activation.allCases.map(\.rawValue)
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, known.contains(parts[1]) else {
      throw ValidationError(
        "'\(text)' is no NAME=ROLE; the roles are "
          + known.joined(separator: ", ") + ".")
    }
    return (parts[0], parts[1])
  }
}
