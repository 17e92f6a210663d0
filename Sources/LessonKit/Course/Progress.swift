import ModelFiles

/// How far a learner has come.
package struct Progress: Codable, Equatable, Sendable {
  /// What is known of each exercise, by its id.
  package var exercises: [String: Record] = [:]
  /// What the learner is called; the numbers of the exercises come from it.
  package var learner: String?
  /// What was predicted, by lesson and place.
  package var predictions: [String: Prediction] = [:]

  /// No progress yet.
  package init() {}

  /// Reads what an earlier version wrote, too.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    exercises = try values.decode([String: Record].self, forKey: .exercises)
    learner = try values.decodeIfPresent(String.self, forKey: .learner)
    predictions =
      try values.decodeIfPresent(
        [String: Prediction].self, forKey: .predictions) ?? [:]
  }

  /// What the learner's own numbers are drawn from.
  package var seed: Seed { learner.map { Seed($0) } ?? .course }

  /// What somebody expected to see, and whether it came so.
  package struct Prediction: Codable, Equatable, Sendable {
    /// The guess as typed.
    package var guess: String
    /// Whether it came so, as the learner says; nil until asked.
    package var cameTrue: Bool?

    /// A guess.
    package init(guess: String, cameTrue: Bool?) {
      (self.guess, self.cameTrue) = (guess, cameTrue)
    }
  }

  /// What is known of one exercise.
  package struct Record: Codable, Equatable, Sendable {
    /// How many answers were judged.
    package var attempts = 0
    /// Whether one was right.
    package var isPassed = false
    /// How many hints were shown.
    package var hints = 0
    /// Whether the solution was shown before a right answer.
    package var gaveUp = false
    /// The last right answer, as typed or as the file had it.
    package var answer: String?

    /// Nothing yet.
    package init() {}
  }

  /// What is known of the exercise `id`.
  package subscript(id: String) -> Record {
    get { exercises[id] ?? Record() }
    set { exercises[id] = newValue }
  }
}

/// The file that progress is kept in: JSON in the user's own folder,
/// `$XDG_STATE_HOME/lstm-lab/progress.json` or below `~/.local/state`.
package struct ProgressFile: Sendable {
  /// Where the file is.
  package let url: URL

  /// The file in a given folder.
  package init(folder: URL) {
    url = folder.appendingPathComponent("progress.json")
  }

  /// The user's own file.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    // The specification of the XDG folders asks to pass over relative paths.
    let state = environment["XDG_STATE_HOME"].flatMap {
      $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil
    }
    let home =
      environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? FileManager.default.homeDirectoryForCurrentUser.path
    self.init(
      folder: (state
        ?? URL(fileURLWithPath: home).appendingPathComponent(".local/state"))
        .appendingPathComponent("lstm-lab"))
  }

  /// What the file holds, or no progress where there is none.
  ///
  /// - Returns: with a sentence to tell the user when the file was damaged; it
  ///   is kept beside under another name.
  package func load() -> (progress: Progress, notice: String?) {
    guard let bytes = try? Data(contentsOf: url) else {
      return (Progress(), nil)
    }
    if bytes.count <= Self.largest,
      let progress = try? JSONDecoder().decode(Progress.self, from: bytes)
    {
      return (progress, nil)
    }
    return (Progress(), setAside())
  }

  /// Changes what the file holds, whole or not at all, one program at a time.
  ///
  /// - Returns: a sentence to tell the user, if there is anything to tell:
  ///   progress that cannot be kept must not stop a lesson.
  package func update(_ change: (inout Progress) -> Void) -> String? {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true)
      let lock = open(
        url.path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
      defer { if lock >= 0 { close(lock) } }
      if lock >= 0 { flock(lock, LOCK_EX) }
      var (progress, notice) = load()
      change(&progress)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      let bytes = try encoder.encode(progress)
      try OutputFile.write(to: url.path, durably: true) {
        try $0.write(Array(bytes) + Array("\n".utf8))
      }
      return notice
    } catch {
      return "Progress could not be kept in \(url.path): \(error)"
    }
  }

  /// Notes the verdict on one answer; see `update`.
  package func note(
    _ verdict: Verdict, on submission: Submission, of exercise: Exercise
  ) -> String? {
    update { progress in
      var record = progress[exercise.id]
      if !record.isPassed { record.attempts += 1 }
      if verdict.isRight {
        record.isPassed = true
        record.answer = submission.typed
      }
      progress[exercise.id] = record
    }
  }

  /// More than a course of a thousand exercises takes.
  private static let largest = 1 << 20

  private func setAside() -> String {
    let folder = url.deletingLastPathComponent()
    let free = (1...1000).lazy.map {
      folder.appendingPathComponent("progress.damaged-\($0).json")
    }.first { !FileManager.default.fileExists(atPath: $0.path) }
    guard let free,
      (try? FileManager.default.moveItem(at: url, to: free)) != nil
    else { return "\(url.path) is damaged and was passed over." }
    return """
      \(url.path) was damaged. It is kept as \(free.lastPathComponent), and \
      progress begins anew.
      """
  }
}

extension Exercise {
  /// Whether a hint must be read before the next try: after each wrong choice,
  /// as long as there are hints.
  package func asksForHint(after record: Progress.Record) -> Bool {
    guard case .choice = question, !record.isPassed, !record.gaveUp else {
      return false
    }
    return record.attempts > record.hints && record.hints < hints.count
  }
}
