/// Why a file that another program wrote cannot be read.
package enum ForeignFileError: Error, Equatable {
  /// The file ends before what is needed.
  case truncated(place: String, needed: Int, at: Int)
  /// A part is not what its format says it should be.
  case malformed(place: String, reason: String)
  /// A part asks for more memory or work than a file of its size may.
  case tooLarge(place: String, reason: String)
  /// The file asks for a function that no model needs.
  case dangerousCall(String)
  /// A kind of file, or of a part of it, that is known but not read here.
  case notRead(kind: String, road: String)
  /// Nothing in the file tells what it is.
  case unknownKind
  /// A library that reads this kind of file is not installed.
  case libraryMissing(kind: String, package: String)
  /// The file is sound, but its recurrent layers cannot be used.
  case unusable(module: String, reason: String)
}

extension ForeignFileError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .truncated(let place, let needed, let at):
      "\(place) is cut short: \(needed) bytes are needed at byte \(at), and "
        + "there are fewer. \(copyAgain)"
    case .malformed(let place, let reason):
      "\(place) is damaged: \(reason). \(copyAgain)"
    case .tooLarge(let place, let reason):
      "\(place) is refused: \(reason). \(copyAgain)"
    case .dangerousCall(let name):
      "its pickle asks to call \(name), which no model needs, so the file is "
        + "not to be trusted. Nothing in it was called. Get the weights as "
        + "safetensors from where you have it."
    case .notRead(let kind, let road):
      "this is \(kind), which lstm-lab does not read. \(road)"
    case .unknownKind:
      "nothing in it tells what kind of file it is. lstm-lab reads models as "
        + "\(ForeignFormat.allCases.map(\.rawValue).joined(separator: ", "))."
    case .libraryMissing(let kind, let package):
      "\(kind) needs a library that is not installed: install what Debian "
        + "calls \(package) (apt-get install \(package)) and try again."
    case .unusable(let module, let reason):
      "\(module): \(reason)."
    }
  }

  private var copyAgain: String { "Fetch or export the file again." }
}
