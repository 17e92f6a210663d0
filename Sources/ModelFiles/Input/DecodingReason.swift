/// Foundation's complaint about JSON in one line, with the key it is about.
func decodingReason(_ error: any Error) -> String {
  switch error {
  case DecodingError.keyNotFound(let key, _):
    return "it has no \(key.stringValue)"
  case DecodingError.typeMismatch(_, let context),
    DecodingError.valueNotFound(_, let context),
    DecodingError.dataCorrupted(let context):
    let place = context.codingPath.map(\.stringValue).joined(separator: ", ")
    var text = context.debugDescription
    if text.hasSuffix(".") { text.removeLast() }
    return place.isEmpty ? text : "\(place): \(text)"
  default:
    return "\(error)"
  }
}
