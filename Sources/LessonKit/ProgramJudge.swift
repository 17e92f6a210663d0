/// Judges a Swift function by compiling and running it.
struct ProgramJudge {
  let program: WorkbookProgram

  func judge(_ submission: Submission) throws -> Verdict {
    throw AnswerError.file("the program", reason: "cannot be checked yet.")
  }
}
