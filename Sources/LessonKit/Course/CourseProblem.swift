/// Something in the course that is not as it should be.
package struct CourseProblem: Equatable, Sendable, CustomStringConvertible {
  /// The exercise or the file, with a line where there is one.
  package let place: String
  /// What is wrong.
  package let reason: String

  /// A problem at a place.
  package init(place: String, reason: String) {
    (self.place, self.reason) = (place, reason)
  }

  /// Both, the later lines of the reason set in.
  package var description: String {
    let lines = reason.split(separator: "\n")
    return "\(place): " + lines.joined(separator: "\n    ")
  }
}
