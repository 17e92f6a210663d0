import LSTMCore
import ModelFiles
import Testing

struct YAMLNodeTests {
  private func parse(
    _ text: String, _ limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLError) -> YAMLNode {
    try YAMLNode(parsing: text, file: "a.yml", limits: limits)
  }

  @Test func aDocumentIsItsValues() throws {
    let node = try parse(
      """
      # a remark
      name: "two\\u0020words"   # another
      empty:
      list: [1, 'two', {three: 3}]
      block: |
        line one
        line two
      folded: >-
        one
        line
      lists:
      - - a
        - b
      - ü: σ
      """)
    #expect(
      node.mapping?.map(\.key)
        == ["name", "empty", "list", "block", "folded", "lists"])
    #expect(node["name"]?.scalar == "two words")
    #expect(node["empty"]?.scalar == "")
    #expect(node["list"]?.sequence?.map(\.scalar) == ["1", "two", nil])
    #expect(node["list"]?.sequence?[2]["three"]?.scalar == "3")
    #expect(node["block"]?.scalar == "line one\nline two\n")
    #expect(node["folded"]?.scalar == "one line")
    #expect(try node["lists"]?.list()[0].texts() == ["a", "b"])
    #expect(node["lists"]?.sequence?[1]["ü"]?.scalar == "σ")
  }

  @Test func everyValueKnowsItsPlace() throws {
    let node = try parse("ä: 1\nb:\n  - x\n  -   [y, z]\n")
    #expect(node["ä"]?.place.line == 1 && node["ä"]?.place.column == 4)
    #expect(node.place.file == "a.yml")
    let list = try #require(node["b"]?.sequence)
    #expect(list.map(\.place.line) == [3, 4])
    #expect(list[1].sequence?.map(\.place.column) == [8, 11])
    #expect(node.mapping?[1].place.line == 2)
  }

  @Test func anAliasStandsForACopy() throws {
    let node = try parse("a: &x [1, 2]\nb: *x\nc: {d: *x, e: &x 3}\nf: *x\n")
    #expect(try node["b"]?.texts() == ["1", "2"])
    #expect(try node["c"]?["d"]?.texts() == ["1", "2"])
    #expect(node["f"]?.scalar == "3")
  }

  @Test(arguments: [
    ("", 1, 1, "the file is empty"), ("# only this\n", 2, 1, "empty"),
    ("a: 1\na: 2\n", 2, 1, "“a” is written twice, first in line 1"),
    ("a: 1\n[b]: 2\n", 2, 1, "a list of 1 as a name"),
    ("a: *b\n", 1, 4, "no &b stands before it"),
    ("a: &a [1, *a]\n", 1, 11, "stands within what it names"),
    ("a: 1\n---\nb: 2\n", 3, 1, "a second document"),
    ("a: [1, 2\nb: 3\n", 2, 2, "found “:”; did not find expected ',' or ']'"),
    ("a: [1, 2", 1, 9, "that begins in line 1"),
    ("a: \"b", 1, 6, "found the end of the file"),
    ("a:\n\tb: 1\n", 2, 1, "cannot start any token"),
    ("a: b: c\n", 1, 5, "mapping values are not allowed"),
    ("ä: \u{1}\n", 1, 4, "control characters are not allowed"),
  ])
  func whatIsWrongHasAPlace(
    _ text: String, _ line: Int, _ column: Int, _ reason: String
  ) {
    let error = #expect(throws: YAMLError.self) { try parse(text) }
    #expect(error?.place.line == line, "\(text)")
    #expect(error?.place.column == column, "\(text)")
    #expect(error?.description.hasPrefix("a.yml, line ") == true)
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test(arguments: [
    String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000),
    String(repeating: "- ", count: 1000) + "a",
    String(repeating: "{a: ", count: 1000),
    String(repeating: "[\n", count: 100_000),
    String(repeating: "? ", count: 1000),
  ])
  func aThousandLevelsAreRefused(_ text: String) {
    let error = #expect(throws: YAMLError.self) { try parse(text) }
    #expect(error?.reason.contains("nested more than 64 levels") == true)
  }

  /// Nine lists of nine of the list before: 9⁹ values out of 400 bytes.
  @Test func aBombOfAliasesIsRefused() {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for k in 1...9 {
      let copies = Array(repeating: "*a\(k - 1)", count: 9)
      lines.append("a\(k): &a\(k) [\(copies.joined(separator: ", "))]")
    }
    let error = #expect(throws: YAMLError.self) {
      try parse(lines.joined(separator: "\n"))
    }
    #expect(error?.reason.contains("each alias (*) counted") == true)
  }

  @Test func aliasesCannotHideDepth() {
    let lines = (1...70).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }
    let error = #expect(throws: YAMLError.self) {
      try parse("a0: &a0 [x]\n" + lines.joined())
    }
    #expect(error?.reason.contains("levels deep") == true)
  }

  @Test func limitsAreTheCallers() throws {
    #expect(try parse("[1, 2]", YAMLLimits(nodes: 3)).sequence?.count == 2)
    for limits in [
      YAMLLimits(nodes: 2), YAMLLimits(bytes: 5), YAMLLimits(depth: 1),
    ] {
      #expect(throws: YAMLError.self) { try parse("[1, 2]", limits) }
    }
  }

  /// Bytes changed, dropped, doubled and joined at random: a value or an error
  /// that names a place within the text, and never a trap.
  @Test func damagedTextsAreReadOrRefused() {
    let seeds = [
      "a: &x {b: [1, 2.5e3, -0x1F], c: 'it''s'}\nd: *x\n",
      "- |\n  two\n  lines\n- >+\n  folded\n\n- \"\\u263a\\n\"\n- ? k\n  : v\n",
      "%YAML 1.1\n---\n!!map {a: !!str b, <<: {c: d}}\n...\n",
      "forget: {set: 0, reset: -12, h: [[1, 2], [3, 4]], b: 6}\n# σ ⊙ ∂\n",
    ].map { Array($0.utf8) }
    let marks = Array("&*[]{}:-?|>!%@`'\"#,\n\t \u{0}\u{85}\\~".utf8)
    var generator = SplitMix64(seed: 1997)
    var (read, refused) = (0, 0)
    for round in 0..<6_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1 where bytes.count > 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: bytes[place...], at: place)
        case 3: bytes.insert(contentsOf: seeds[place % seeds.count], at: place)
        default:
          bytes[place] = marks[place % marks.count]
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        _ = try parse(text)
        read += 1
      } catch {
        refused += 1
        let lines = text.unicodeScalars.count { $0.properties.isWhitespace }
        #expect((1...lines + 1).contains(error.place.line), "\(text)")
        #expect(error.place.column >= 1)
      }
    }
    #expect(read > 500 && refused > 500, "\(read) read, \(refused) refused")
  }
}
