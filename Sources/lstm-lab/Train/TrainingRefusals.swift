import Wording

/// A model that would be overwritten.
struct OutputExists: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "\(path) exists already; give --force to replace it, or another name."
  }
}

/// A training that did not end, about to be forgotten.
struct CheckpointExists: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "\(path) is the checkpoint of a training that did not end: --resume goes "
      + "on from it, --force starts anew."
  }
}

/// A training larger than the machine.
struct NotEnoughMemory: Error, CustomStringConvertible {
  let need, there: Int

  var description: String {
    "this training needs about \(gigabytes(need)) GB, and the machine has "
      + "\(gigabytes(there)): use fewer --hidden units, a smaller --window or "
      + "fewer --threads."
  }

  private func gigabytes(_ bytes: Int) -> String {
    plain(Double(bytes) / 1e9, decimals: 1)
  }
}

/// A text with nothing to hold out.
struct CorpusTooShort: Error, CustomStringConvertible {
  let (name, count): (String, Int)

  var description: String {
    "\(name) has \(counted(count, "character")). Training needs at least 20, and "
      + "thousands to learn anything."
  }
}

/// A size asked for that the model to start from does not have.
struct OtherSize: Error, CustomStringConvertible {
  let (model, name): (String, String)
  let (size, asked): (String, String)

  var description: String {
    "\(model) has \(name) \(size), not \(asked): leave the option out to start "
      + "from it."
  }
}
