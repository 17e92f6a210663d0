import Foundation

/// Our rows beside the peers' of the same workload and thread count: how many
/// times faster ours are, by the medians and by the fastest of each.
///
/// On a busy machine the fastest say more than the medians.
func benchTable(_ results: [Measurement]) -> String {
  let ours = results.filter { $0.name.contains("lstm-lab") }
  guard !ours.isEmpty else { return "" }
  var lines = [
    "",
    "                                             median  fastest  times faster",
    "                                                 ms       ms  median/fastest",
  ]
  for row in ours {
    lines.append(text(row.name, row) + (limit(of: row, results) ?? ""))
    for peer in results where isPeer(peer, of: row) {
      lines.append(
        text("  " + peer.name, peer)
          + String(
            format: "  %.2f / %.2f", peer.median / row.median,
            peer.least / row.least))
    }
  }
  return lines.joined(separator: "\n")
}

private func text(_ name: String, _ row: Measurement) -> String {
  let label = "\(name) (\(row.threads))"
  return label.padding(toLength: 42, withPad: " ", startingAt: 0)
    + String(format: "%9.2f%9.2f", row.median, row.least)
}

/// How far a training step is from its products alone.
private func limit(of row: Measurement, _ results: [Measurement]) -> String? {
  guard
    let workload = row.name.split(separator: ".").first,
    let limit = results.first(where: {
      $0.name == "w7.limit.\(workload)" && $0.threads == row.threads
    })
  else { return nil }
  return String(
    format: "  %.2f times the products alone", row.median / limit.median)
}

/// Whether `peer` did the same work: the same workload, and the same size or
/// task where the name has one.
private func isPeer(_ peer: Measurement, of row: Measurement) -> Bool {
  guard !peer.name.contains("lstm-lab"), peer.threads == row.threads else {
    return false
  }
  let (mine, theirs) = (
    row.name.split(separator: "."), peer.name.split(separator: ".")
  )
  guard mine[0] == theirs[0] else { return false }
  switch mine[0] {
  // No peer measures Jacobians, nor sequences of another length.
  case "w4":
    return mine.count == 3 && theirs[2] == mine[2] + "cell"
  case "w2": return theirs[2].split(separator: "+")[0] == mine[2]
  case "w6":
    return mine[2] == "trace100"
      ? theirs[2...].joined().hasSuffix("trace100")
      : peer.name.hasSuffix("trace100+heatmaps")
  case "w8", "w9":
    return theirs[2].hasPrefix(mine[2])
  default: return true
  }
}
