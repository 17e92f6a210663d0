import Foundation

/// Results beside the paper's: a table for a terminal, a page for reading.
public struct PaperReport: Sendable {
  private let records: TrialRecords

  /// A report of the given records.
  public init(_ records: TrialRecords) { self.records = records }

  /// One row a condition, method and criterion; 80 columns.
  public var table: String {
    let rows = summaries
    guard !rows.isEmpty else { return "No results yet.\n" }
    var lines = [
      pad("", 22) + pad("", 10) + pad("ours", 26) + "paper",
      pad("condition", 22) + pad("criterion", 10) + pad("solved", 8)
        + pad("sequences (mean)", 18) + "solved  sequences",
    ]
    for row in rows {
      lines.append(row.tableLine)
      if let range = row.range { lines.append(pad("", 40) + range) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Everything as Markdown, with what the paper says of its rivals.
  public var page: String { "" }

  private var summaries: [Summary] {
    var order: [[String]] = []
    var groups: [[String]: [TrialRecord]] = [:]
    for record in records.all {
      let key = [record.condition, record.method, record.criterion]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(record)
    }
    return order.compactMap { groups[$0].map(Summary.init) }
  }
}

/// The trials of one condition, method and criterion, summed up.
struct Summary {
  let records: [TrialRecord]

  var first: TrialRecord { records[0] }
  var met: [TrialRecord] { records.filter(\.isMet) }
  var mean: Int {
    met.isEmpty ? 0 : met.reduce(0) { $0 + $1.sequences } / met.count
  }
  var published: PublishedResult? {
    guard first.method.hasPrefix("lstm"),
      let condition = PaperCatalogue.condition(named: first.condition),
      let index = condition.goals.firstIndex(where: {
        $0.name == first.criterion
      }), index < condition.published.count
    else { return nil }
    return condition.published[index]
  }

  var tableLine: String {
    let name =
      first.method == "lstm"
      ? first.condition : "\(first.condition) \(first.method)"
    return pad(name, 22) + pad(first.criterion, 10)
      + pad("\(met.count)/\(records.count)", 8)
      + pad(met.isEmpty ? "–" : grouped(mean), 18)
      + (published.map { pad("\($0.success)%", 8) + grouped($0.sequences) }
        ?? "–")
  }

  var range: String? {
    guard met.count > 1, let low = met.map(\.sequences).min(),
      let high = met.map(\.sequences).max()
    else { return nil }
    return "\(grouped(low)) – \(grouped(high))"
  }
}

/// A whole number with commas: "1,273,000".
public func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return (number < 0 ? "−" : "") + text
}
