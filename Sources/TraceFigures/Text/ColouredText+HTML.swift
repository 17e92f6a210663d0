import Drawing
import Inspection
import Wording

extension ColouredText {
  /// The text as a page of its own, each character with its step and value to
  /// be seen when pointed at. Nothing is loaded from elsewhere.
  package func html(
    theme: Theme = .light, metadata: PictureMetadata = PictureMetadata()
  ) -> String {
    let panel = panel
    let title = whose
    let spans = cells.enumerated().map { index, cell in
      span(cell, step: index, scale: panel.scale, theme: theme)
    }
    let notes = ([legend(panel.scale)] + notes.map(\.escapedHTML))
      .map { "<p>\($0)</p>" }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="generator" content="\(metadata.software.escapedHTML)">
      \(metadata.entries.dropFirst().map(Self.meta).joined(separator: "\n"))
      <meta name="viewport" content="width=device-width">
      <title>\(title.escapedHTML)</title>
      <style>
      body { background: \(theme.surface.hex); color: \(theme.ink.hex);
        font: 16px \(Text.Family.sans.stack); margin: 2em; max-width: 75em }
      p { color: \(theme.muted.hex) }
      .text { font: 20px/1.6 \(Text.Family.monospaced.stack);
        overflow-wrap: anywhere }
      .c { display: inline-block; vertical-align: top; text-align: center;
        min-width: .72em; white-space: pre; unicode-bidi: isolate }
      .n { display: block; font-size: .72em; line-height: 1.35 }
      .key { display: inline-block; width: 12em; height: .8em;
        vertical-align: middle; margin: 0 .4em;
        background: linear-gradient(to right, \(gradient(panel.scale, theme))) }
      </style>
      </head>
      <body>
      <h1>\(Formula.html(quantity.formula)) \(title.escapedHTML)</h1>
      <div class="text">\(spans.joined())</div>
      \(notes)
      </body>
      </html>

      """
  }

  private static func meta(_ entry: (keyword: String, value: String)) -> String
  {
    "<meta name=\"\(entry.keyword.lowercased())\" "
      + "content=\"\(entry.value.escapedHTML)\">"
  }

  private func span(
    _ cell: Cell, step: Int, scale: ValueScale, theme: Theme
  ) -> String {
    let colour = colour(of: cell.value, scale: scale, theme: theme)
    let value = Numerals.short(cell.value)
    let guesses = cell.next.map { guess in
      let colour = theme.guess(guess.probability)
      return "<span class=\"n\" style=\"\(Self.style(colour))\" "
        + "title=\"\(wholePercent(guess.probability))\">"
        + (guess.character == " " ? "␣" : shown(guess.character).escapedHTML)
        + "</span>"
    }
    return "<span class=\"c\" style=\"\(Self.style(colour))\" "
      + "title=\"step \(step): \(value)\">"
      + shown(cell.character).escapedHTML + guesses.joined() + "</span>"
      + (cell.character == "\n" ? "<br>\n" : "<wbr>")
  }

  private func shown(_ character: String) -> String {
    guard character != " ", character.unicodeScalars.count == 1,
      let scalar = character.unicodeScalars.first
    else { return character }
    return visible(scalar)
  }

  private static func style(_ colour: Colour) -> String {
    "background:\(colour.hex);color:\(colour.ink.hex)"
  }

  private func legend(_ scale: ValueScale) -> String {
    let ticks = scale.ticks.map(\.text)
    return "\(ticks.first ?? "")<span class=\"key\"></span>\(ticks.last ?? "")"
  }

  private func gradient(_ scale: ValueScale, _ theme: Theme) -> String {
    let map = scale.map(in: theme)
    return (0...16).map { map.colour(at: Double($0) / 16).hex }
      .joined(separator: ", ")
  }
}
