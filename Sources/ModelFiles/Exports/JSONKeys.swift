/// The first key that one JSON object has twice, or nil.
///
/// Foundation keeps one of the two and says nothing. `json` must be valid, so
/// that strings and brackets are all there is to look at: a string before a
/// colon is a key of the innermost object.
func firstDuplicateKey(inJSON json: [UInt8]) -> String? {
  var open: [Set<String>] = []
  var string: Range<Int>?
  var k = 0
  while k < json.count {
    switch json[k] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): open.append([])
    case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
    case UInt8(ascii: "\""):
      let end = endOfString(json, from: k)
      string = k..<end
      k = end - 1
    case UInt8(ascii: ":"):
      if let range = string, !open.isEmpty {
        let key = decodedString(json[range])
        if !open[open.count - 1].insert(key).inserted { return key }
      }
    default: break
    }
    k += 1
  }
  return nil
}

/// The position after the closing quote of the string that opens at `start`.
private func endOfString(_ json: [UInt8], from start: Int) -> Int {
  var k = start + 1
  while k < json.count, json[k] != UInt8(ascii: "\"") {
    k += json[k] == UInt8(ascii: "\\") ? 2 : 1
  }
  return min(k + 1, json.count)
}

private func decodedString(_ quoted: ArraySlice<UInt8>) -> String {
  if quoted.contains(UInt8(ascii: "\\")) {
    let list = [UInt8(ascii: "[")] + quoted + [UInt8(ascii: "]")]
    let decoded = try? JSONDecoder().decode([String].self, from: Data(list))
    if let string = decoded?.first { return string }
  }
  return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
}
