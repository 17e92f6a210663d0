/// Why a training cannot go on from a checkpoint.
package enum CheckpointError: Error, Equatable {
  /// The system refuses to read the file; the reason is its own.
  case unreadable(String, String)
  /// The file is cut short or changed; the reason says where.
  case damaged(String, String)
  /// The file is something else.
  case notACheckpoint(String)
  /// The checkpoint is of a training on another text.
  case otherCorpus(String, corpus: String)
  /// A setting was asked for that the training did not begin with.
  case otherSetting(String, name: String, begun: String, asked: String)
}

extension CheckpointError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "the checkpoint \(path) cannot be read: \(reason)"
    case .damaged(let path, let reason):
      "the checkpoint \(path) is damaged: \(reason). Start anew with --force."
    case .notACheckpoint(let path):
      "\(path) is no checkpoint of a training. Start anew with --force."
    case .otherCorpus(let path, let corpus):
      """
      the checkpoint \(path) belongs to another text than \(corpus). Go on \
      with that text, or start anew with --force or another -o.
      """
    case .otherSetting(let path, let name, let begun, let asked):
      """
      the training in \(path) began with \(name) \(begun), not \(asked). \
      Leave the option out to go on, or start anew with --force.
      """
    }
  }
}
