import Drawing
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

/// A page of HTML in which a model lives: it reads what is typed there, and
/// everything that it computes can be seen, held and kept. The page asks for
/// nothing from elsewhere.
package struct ExplorerPage {
  /// The model's name, what `--model` takes for it, and its digest.
  package let name, argument, hash: String
  /// What the page shows first; of a model whose layers all read forward.
  package let recording: Recording
  /// What stands in the field of text: the text itself, or a table.
  package let text: String
  /// What `--csv` takes for the rows; nil for a text.
  package var source: String?
  /// How far each unit of each layer goes in a text of reference, by the keys of
  /// quantities; empty where that is not known.
  package var reaches: [[String: [Double]]] = []
  /// A text that the units are looked up in; nil for none.
  package var corpus: Corpus?
  /// What units were found to track, the surest first.
  package var findings: [Finding] = []

  /// A text to look through.
  package struct Corpus: Encodable, Sendable {
    let name, text: String

    /// A text of a name.
    package init(name: String, text: String) {
      (self.name, self.text) = (name, text)
    }
  }

  /// What a unit was found to track.
  package struct Finding: Encodable, Sendable {
    let layer, unit, rank: Int
    let label, quantity, words: String

    /// A unit, the name of what it tracks, and how well.
    package init(
      layer: Int, unit: Int, rank: Int, label: String, quantity: Quantity,
      words: String
    ) {
      (self.layer, self.unit, self.rank) = (layer, unit, rank)
      (self.label, self.quantity) = (label, quantity.key)
      self.words = words
    }
  }

  /// A page about a recording.
  package init(
    _ recording: Recording, text: String, name: String, argument: String,
    hash: String
  ) {
    (self.recording, self.text) = (recording, text)
    (self.name, self.argument, self.hash) = (name, argument, hash)
  }

  /// The steps that the page computes again to see whether it agrees.
  static let checkedSteps = 24

  /// The page as HTML.
  ///
  /// - Parameter software: what made it, such as `lstm-lab 1.0`.
  package func html(
    software: String, measure: some TextMeasure, typesetter: Typesetter
  ) throws -> String {
    var weights = PageNumbers()
    var trace = PageNumbers()
    let header = header(weights: &weights, trace: &trace)
    let kinds = Set(recording.model.stack.cells.map(\.definition))
    let script = PageScript(
      cells: kinds.sorted { $0.name < $1.name }
        .map { ($0.name, $0.javascript) }
    ).text
    let style = PageParts.text("page.css")
    let fields = [
      "policy": Self.policy(script: script, style: style),
      "generator": "\(software), model \(hash)".escapedHTML,
      "title": "\(name): type, and every gate answers".escapedHTML,
      "style": style, "name": name.escapedHTML, "facts": facts.escapedHTML,
      "picture": try picture(measure: measure, typesetter: typesetter),
      "header": try JSONText.text(header), "weights": weights.base64,
      "reference": trace.base64, "script": script,
    ]
    return Self.filled(PageParts.text("page.html"), fields)
  }

  /// A template with `{{name}}` replaced; what is put in is not looked through.
  private static func filled(
    _ template: String, _ fields: [String: String]
  ) -> String {
    let pieces = template.split(
      separator: "{{", omittingEmptySubsequences: false)
    return pieces.dropFirst().reduce(into: String(pieces[0])) { result, piece in
      let parts = piece.split(
        separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
      result += fields[String(parts[0])] ?? ""
      result += parts.dropFirst().joined()
    }
  }

  /// Nothing may be loaded, and nothing run but what stands here.
  private static func policy(script: String, style: String) -> String {
    func digest(_ text: String) -> String {
      let digits = Array(SHA256.hexDigest(of: Array(text.utf8)))
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16)
      }
      return "'sha256-\(Data(bytes).base64EncodedString())'"
    }
    return "default-src 'none'; script-src \(digest(script)); "
      + "style-src \(digest(style)); img-src data:; base-uri 'none'; "
      + "form-action 'none'"
  }

  /// What the model is, in a line.
  private var facts: String {
    let cells = recording.model.stack.cells
    let titles = Set(cells.map(\.definition.title)).sorted()
    let units = cells.map { "\($0.hiddenSize)" }.joined(separator: " + ")
    return titles.joined(separator: ", ") + ", \(units) units, "
      + "\(grouped(recording.model.parameterCount)) weights"
  }

  /// What is seen where scripts do not run: the heatmaps of a few units, without
  /// a number in each cell.
  private func picture(
    measure: some TextMeasure, typesetter: Typesetter
  ) throws -> String {
    let cell = recording.model.stack.cells[0]
    let known = findings.filter { $0.layer == 0 }.map(\.unit)
    let units = (known + (0..<cell.hiddenSize).filter { !known.contains($0) })
      .prefix(8)
    let first = Recording(
      of: recording.model,
      reading: recording.read[0..<min(40, recording.count)])
    var style = FigureStyle.screen
    style.numberedCell = .infinity
    let scene = GateHeatmaps(
      first, quantities: cell.recorded, units: Array(units)
    ).scene(style: style, measure: measure)
    return String(
      decoding: try scene.rendered(as: .svg, typesetter: typesetter),
      as: UTF8.self)
  }
}
