import Inspection
import Wording

extension TrajectoryFigure {
  /// What is shown, and of how much.
  var caption: String {
    let count = trajectory.points.count
    let places =
      isWhole
      ? "All \(counted(count, element)) of \(corpus)"
      : "\(counted(count, "evenly spaced place")) of \(corpus)"
    let drawn =
      self.drawn.count < count ? ", \(self.drawn.count) of them drawn" : ""
    let look = isOrdered ? "colour" : "colour and shape"
    let meaning =
      label.map { "in the \(look) of \($0) there" }
      ?? "in the \(look) of that \(element)’s group"
    let directions =
      isAlongLabel
      ? "The first direction is that in which \(label ?? "the label") changes "
        + "most with the state, the second that of most variance across it"
      : trajectory.shares.count < 2
        ? "There is one direction, since there is one unit"
        : "The two directions are those of most variance over all places"
    let way =
      hasPath ? " The line goes from each \(element) to the next." : ""
    return "\(places)\(drawn). Each mark is the layer’s state after it has "
      + "read a \(element), \(meaning). \(directions).\(way)"
  }

  /// Whether the points are every step of the text.
  var isWhole: Bool {
    trajectory.points.enumerated().allSatisfy {
      $0.offset == $0.element.position
    }
  }

  /// What an axis shows, and its share of the variance.
  func axisTitle(_ axis: Int, isShort: Bool) -> String {
    let shares = trajectory.shares
    guard shares.indices.contains(axis) else {
      return "one unit: no second component"
    }
    let percent = Numerals.short((shares[axis] * 1000).rounded() / 10)
    let names =
      isAlongLabel
      ? ["along \(label ?? "")", "across it"]
      : ["first component", "second component"]
    return "\(names[axis]) (\(percent)%\(isShort ? "" : " of the variance"))"
  }
}
