import Drawing
import Inspection
import Wording

extension ColouredText {
  /// The text for a terminal: in true colour, or where there is none with a
  /// strip of blocks under each line.
  ///
  /// - Parameter width: how many columns the terminal has.
  package func terminal(width: Int = 80, isColoured: Bool) -> String {
    let scale = panel.scale
    let head =
      (subject?.words
        ?? "\(quantity.symbol) of unit \(unit), layer \(layer): \(panel.words)")
      + "\n\n"
    let lines = terminalLines(width: max(8, width)).map { line in
      isColoured
        ? coloured(line, scale: scale) : striped(line, scale: scale)
    }
    let key = isColoured ? ramp(scale) : blockKey(scale)
    let notes = notes.map { $0 + "\n" }.joined()
    return head + lines.joined() + "\n" + key + notes
  }

  /// The cells broken into lines of so many columns.
  private func terminalLines(width: Int) -> [ArraySlice<Cell>] {
    var (lines, start, used) = ([ArraySlice<Cell>](), 0, 0)
    for (index, cell) in cells.enumerated() {
      let wide = shown(cell).columns
      if used + wide > width, index > start {
        lines.append(cells[start..<index])
        (start, used) = (index, 0)
      }
      used += wide
      if cell.character == "\n" {
        lines.append(cells[start...index])
        (start, used) = (index + 1, 0)
      }
    }
    return start < cells.count ? lines + [cells[start...]] : lines
  }

  private func coloured(
    _ line: ArraySlice<Cell>, scale: ValueScale
  ) -> String {
    let text = line.map { cell in
      let colour = colour(of: cell.value, scale: scale, theme: .dark)
      return painted(shown(cell), on: colour)
    }.joined()
    let guesses = (0..<guessCount).map { rank in
      line.map { cell in
        guard rank < cell.next.count else { return blanks(cell) }
        let guess = cell.next[rank]
        let sign = fitted(guess.sign, to: cell)
        return painted(sign, on: Theme.dark.guess(guess.probability))
      }.joined() + "\n"
    }
    return text + "\n" + guesses.joined() + (guessCount > 0 ? "\n" : "")
  }

  private func striped(_ line: ArraySlice<Cell>, scale: ValueScale) -> String {
    let text = line.map(shown).joined()
    let blocks = line.map { cell in
      fitted(block(cell.value, scale: scale), to: cell)
    }.joined()
    let guesses = (0..<guessCount).map { rank in
      line.map { cell in
        rank < cell.next.count
          ? fitted(cell.next[rank].sign, to: cell) : blanks(cell)
      }.joined() + "\n"
    }
    return text + "\n" + blocks + "\n" + guesses.joined() + "\n"
  }

  private func shown(_ cell: Cell) -> String {
    let character = cell.character
    guard character.unicodeScalars.count == 1,
      let scalar = character.unicodeScalars.first
    else { return character }
    return character == " " ? " " : visible(scalar)
  }

  private func blanks(_ cell: Cell) -> String {
    "".padded(to: shown(cell).columns)
  }

  /// A sign in as many columns as its cell has, or a dot where it is wider.
  private func fitted(_ sign: String, to cell: Cell) -> String {
    let (room, wide) = (shown(cell).columns, sign.columns)
    return (wide <= room ? sign : "·").padded(to: room)
  }

  private func block(_ value: Double, scale: ValueScale) -> String {
    guard value.isFinite else { return "?" }
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let share = min(max(scale.share(of: value), 0), 1)
    return bars[Int(clamping: share * 7)]
  }

  private func painted(_ text: String, on colour: Colour) -> String {
    let ink = colour.ink
    return "\u{1B}[48;2;\(colour.code)m\u{1B}[38;2;\(ink.code)m\(text)"
      + "\u{1B}[0m"
  }

  private func ramp(_ scale: ValueScale) -> String {
    let map = scale.map(in: .dark)
    let bar = (0..<40).map {
      painted(" ", on: map.colour(at: Double($0) / 39))
    }.joined()
    let ticks = scale.ticks
    return "\(ticks.first?.text ?? "") \(bar) \(ticks.last?.text ?? "")\n"
  }

  private func blockKey(_ scale: ValueScale) -> String {
    let ticks = scale.ticks.map(\.text)
    return "▁ \(ticks.first ?? ""), ▄ \(ticks.dropFirst().first ?? ""), "
      + "█ \(ticks.last ?? "")\n"
  }
}

extension ColouredText.Guess {
  /// The character as one that can be seen.
  fileprivate var sign: String {
    guard character.unicodeScalars.count == 1,
      let scalar = character.unicodeScalars.first
    else { return character }
    return visible(scalar)
  }
}

extension Colour {
  /// Red, green and blue as terminals take them.
  fileprivate var code: String { "\(red);\(green);\(blue)" }
}
