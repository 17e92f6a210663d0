/// A count with its noun: `1 character`, `12,345 characters`.
///
/// - Parameter plural: where it is not the noun and an s.
package func counted(
  _ count: Int, _ noun: String, plural: String? = nil
) -> String {
  "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// At most so many elements with commas between them, and whether there are
/// more.
package func list(_ elements: [String], most: Int) -> String {
  elements.prefix(most).joined(separator: ", ")
    + (elements.count > most ? ", …" : "")
}
