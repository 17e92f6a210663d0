/// A Swift function that learners complete.
public enum WorkbookProgram: String, CaseIterable, Sendable {
  /// One step of a cell of one unit.
  case forward
  /// The same step backward.
  case backward

  /// Where the file with the gap is, below Lessons.
  var startPath: String { "workbook/\(name).swift" }
  /// Where the file without it is.
  var solutionPath: String { "workbook/solutions/\(name).swift" }

  /// What the learner's copy may be called.
  var fileName: String { "\(name).swift" }

  private var name: String {
    switch self {
    case .forward: "Forward"
    case .backward: "Backward"
    }
  }
}
