/// ` Did you mean 'trace'?` where a name is a slip away from one that there is,
/// else nothing.
package func didYouMean(
  _ name: String, among names: some Sequence<String>
) -> String {
  nearest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
}

/// The name that most resembles another, if it is near enough to be meant: a
/// slip in three letters, or a beginning; of equals the first.
package func nearest(
  to name: String, among names: some Sequence<String>
) -> String? {
  let wanted = name.lowercased()
  var best: (name: String, slips: Int)?
  for candidate in names {
    let slips = slips(Array(wanted), Array(candidate.lowercased()))
    if slips < best?.slips ?? .max { best = (candidate, slips) }
  }
  let most = max(1, wanted.count / 3)
  if let best, best.slips <= most { return best.name }
  return wanted.count < 3
    ? nil : names.first { $0.lowercased().hasPrefix(wanted) }
}

/// How many letters must be put in, left out, replaced or swapped with their
/// neighbour to make one word of the other. (Damerau, CACM 7(3), 1964; of
/// letters swapped once.)
private func slips(_ a: [Character], _ b: [Character]) -> Int {
  var earlier = [Int](), previous = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var row = [i + 1]
    for (j, y) in b.enumerated() {
      var least = min(row[j] + 1, previous[j + 1] + 1)
      least = min(least, previous[j] + (x == y ? 0 : 1))
      if i > 0, j > 0, x == b[j - 1], a[i - 1] == y {
        least = min(least, earlier[j - 1] + 1)
      }
      row.append(least)
    }
    (earlier, previous) = (previous, row)
  }
  return previous[b.count]
}
