/// What lies in a folder that a class handed in: whose answers, and what else.
struct HandInListing {
  /// One for each student.
  let entries: [Grader.Entry]
  /// Files that are nobody's answers and that no answers name.
  let ignored: [String]

  /// - Throws: `GradebookError` when there is nothing to grade.
  init(folder: URL, files: HandIns) throws {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: folder.path)
    else { throw GradebookError.noFolder(folder.path) }
    var entries: [Grader.Entry] = []
    var others: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.appendingPathComponent(name).path
      let inside =
        isFolder(path)
        ? Self.answerNames.first { manager.fileExists(atPath: path + "/" + $0) }
        : nil
      if let inside {
        entries.append(
          Grader.Entry(name: name, folder: name + "/", file: inside))
      } else if let stem = Self.stem(of: name) {
        entries.append(Grader.Entry(name: stem, folder: "", file: name))
      } else {
        others.append(isFolder(path) ? name + "/" : name)
      }
    }
    let beside = Set(entries.filter { $0.folder.isEmpty }.map(\.file))
    let named = Self.named(by: entries, files, beside.union(others))
    self.entries = Self.distinct(
      entries.filter { !$0.folder.isEmpty || !named.contains($0.file) })
    ignored = others.filter { !named.contains($0) }
    guard !self.entries.isEmpty else {
      throw GradebookError.empty(folder.path)
    }
  }

  private static let endings = [".yaml", ".yml", ".json", ".txt"]
  private static let answerNames = endings.map { "answers" + $0 }

  private static func stem(of name: String) -> String? {
    endings.first { name.lowercased().hasSuffix($0) }
      .map { String(name.dropLast($0.count)) }
  }

  /// The files beside the answers that some answers name, such as weights.
  private static func named(
    by entries: [Grader.Entry], _ files: HandIns, _ names: Set<String>
  ) -> Set<String> {
    var named: Set<String> = []
    for entry in entries where entry.folder.isEmpty {
      guard let text = try? files.text(entry.file) else { continue }
      let sheet = HandedInSheet(text, file: entry.file)
      for answer in sheet.answers {
        if let name = answer.value.scalar, names.contains(name),
          name != entry.file
        {
          named.insert(name)
        }
      }
    }
    return named
  }

  /// Two files of one stem keep their endings, so that both are told apart.
  private static func distinct(_ entries: [Grader.Entry]) -> [Grader.Entry] {
    let counts = Dictionary(grouping: entries, by: \.name)
    return entries.map { entry in
      (counts[entry.name]?.count ?? 0) > 1 && entry.folder.isEmpty
        ? Grader.Entry(name: entry.file, folder: "", file: entry.file) : entry
    }
  }
}
