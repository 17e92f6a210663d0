/// Something in the course that is not as it should be.
public struct CourseProblem: Equatable, Sendable, CustomStringConvertible {
  /// The exercise or the file, with a line where there is one.
  public let place: String
  /// What is wrong.
  public let reason: String

  /// Both, the later lines of the reason set in.
  public var description: String {
    let lines = reason.split(separator: "\n")
    return "\(place): " + lines.joined(separator: "\n    ")
  }
}
