import ArgumentParser
import Drawing
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct DiagramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram",
    abstract: "Draw a cell, or what it computes at one step of a text.",
    discussion: """
      With --at, every wire carries the value that it has at that step for one \
      unit. --at 0-9 makes an .svg that moves from step to step, or of OUT.png a \
      picture for each: OUT-0.png, …. --format mermaid prints the diagram as \
      text for Markdown, without OUT.

        lstm-lab diagram cell.png
        lstm-lab diagram cell.svg --at 3 --unit 11 --text "It was"
        lstm-lab diagram moving.svg --at 0-9 --text "It was late."
        lstm-lab diagram gru.pdf --cell gru --highlight write
      """)

  enum Notation: String, ExpressibleByArgument, CaseIterable {
    case modern, gamma, paper = "1997"
  }

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case forget, write, read
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case picture, mermaid
  }

  @Argument(
    help: ArgumentHelp(
      "The picture: a .png, .svg or .pdf file.", valueName: "out"),
    completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp(
      "The cell: \(CellDiagram.all.map(\.cell).joined(separator: ", ")) "
        + "(default: that of --model, else lstm).", valueName: "name"),
    completion: .cells)
  var cell: String?
  @Option(help: "The letters to use.")
  var notation = Notation.modern
  @Option(help: "The part to show alone, with its equations.")
  var highlight: Part?
  @Option(help: "At how many steps to draw the cell, side by side.")
  var unrolled: Int?
  @Option(
    help: ArgumentHelp(
      "Write the values of this step, or of several, on the wires.",
      valueName: "step|a-b"),
    transform: StepSpan.init)
  var at: StepSpan?
  @Option(help: "The unit whose values to write (default: 0).")
  var unit: Int?
  @Option(help: "The layer of that unit, counted from 0 (default: 0).")
  var layer: Int?
  @Option(help: "A picture, or Mermaid text on standard output.")
  var format = Format.picture
  @OptionGroup var source: ModelOptions
  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var look: PictureLook
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    if let cell, !CellDiagram.all.contains(where: { $0.cell == cell }) {
      let known = CellDiagram.all.map(\.cell).joined(separator: ", ")
      throw ValidationError(
        "There is no drawing of a cell '\(cell)'."
          + didYouMean(cell, among: CellDiagram.all.map(\.cell))
          + " There are: \(known).")
    }
    if let unrolled, !(1...12).contains(unrolled) {
      throw ValidationError("--unrolled must be from 1 to 12, not \(unrolled).")
    }
    guard at == nil || unrolled ?? 1 == 1 else {
      throw ValidationError("--at shows one step: leave out --unrolled.")
    }
    if at == nil, unit != nil || layer != nil || sequence.isGiven {
      throw ValidationError(
        "--unit, --layer and what is read go with --at STEP, whose values are "
          + "written on the wires.")
    }
    if cell != nil, at == nil, ModelOptions.isNamed {
      throw ValidationError("Give --cell or --model, not both.")
    }
    if format == .mermaid {
      guard at == nil, unrolled == nil, highlight == nil else {
        throw ValidationError(
          "Mermaid text has no values, steps or parts: leave out --at, "
            + "--unrolled and --highlight, or draw a picture.")
      }
    }
    if format == .picture {
      guard let output else {
        throw ValidationError(
          "Name the picture: diagram OUT.png, OUT.svg or OUT.pdf.")
      }
      try PictureLook.requirePicture(output)
    }
    try validateSteps()
  }

  /// Refuses several steps where they cannot follow each other.
  private func validateSteps() throws {
    guard let at, at.range.count > 1 else { return }
    guard at.range.count <= 200 else {
      throw ValidationError("--at shows up to 200 steps one after another.")
    }
    let ending = output?.split(separator: ".").last?.lowercased()
    guard ending == "svg" || ending == "png" else {
      throw ValidationError(
        "Several steps make an .svg that moves, or a .png for each step.")
    }
  }

  func run() throws {
    let typesetter = Typesetter()
    guard format == .picture, let output else {
      let diagram = try shown(CellDiagram.named(chosen()))
      return try Output.write(to: output) { try $0.write(diagram.mermaid) }
    }
    if let at {
      let file = try source.loadOneWay()
      let moments = try moments(at.range, of: file)
      let name = moments[0].cell.name
      guard cell == nil || cell == name else {
        throw Refusal.wrongCell(asked: cell ?? "", found: name)
      }
      let diagram = try shown(CellDiagram.named(name))
      return try look.write(
        CellDiagram.sharingRoom(
          moments.map { diagram.showing($0, measure: typesetter) },
          style: look.style(for: output), measure: typesetter),
        steps: Array(at.range), to: output, typesetter: typesetter, model: file)
    }
    let style = try look.style(for: output)
    var diagram = try shown(CellDiagram.named(chosen()))
    if let unrolled { diagram = diagram.unrolled(unrolled, style: style) }
    try look.write(diagram, to: output, typesetter: typesetter)
  }

  /// What one unit does at some steps of what is read.
  private func moments(
    _ steps: ClosedRange<Int>, of file: ModelFile
  ) throws -> [CellDiagram.Moment] {
    let items = try sequence.source(for: file)
    let (layer, unit) = (layer ?? 0, unit ?? 0)
    try file.model.stack.require(layer: layer, unit: unit)
    let moments = try CellDiagram.Moment.moments(
      of: ModelRun(of: file.model, items), by: file.model, at: steps,
      layer: layer, unit: unit,
      limit: file.scales?.limit(
        of: file.model.stack.cells[layer].memoryQuantity, layer: layer,
        unit: unit))
    try items.finish(by: file, quiet: messages.quiet)
    return moments
  }

  /// The cell asked for, or that of the model asked for.
  private func chosen() throws -> String {
    if cell == nil, ModelOptions.isNamed {
      let stack = try source.load().model.stack
      return stack.cells.first?.definition.name ?? CellFamily.lstm.name
    }
    return cell ?? CellFamily.lstm.name
  }

  /// The diagram in the letters and with the emphasis asked for.
  private func shown(_ diagram: CellDiagram) throws -> CellDiagram {
    guard let lettered = diagram.lettered(notation.rawValue) else {
      throw Refusal.missingDrawing(
        cell: diagram.cell, what: "notation \(notation.rawValue)",
        known: Notation.allCases.map(\.rawValue).filter {
          diagram.lettered($0) != nil
        })
    }
    guard let highlight else { return lettered }
    guard let part = lettered.highlighting(highlight.rawValue) else {
      let parts = Part.allCases.map(\.rawValue).filter {
        lettered.highlighting($0) != nil
      }
      guard parts.isEmpty else {
        throw Refusal.missingDrawing(
          cell: diagram.cell, what: "part \(highlight.rawValue)", known: parts)
      }
      let others = CellDiagram.all.filter {
        $0.highlighting(highlight.rawValue) != nil
      }
      throw ValidationError(
        "There is no part \(highlight.rawValue) of the cell \(diagram.cell). "
          + "Cells that have it: "
          + others.map(\.cell).joined(separator: ", ") + ".")
    }
    return part
  }
}

extension CellDiagram {
  /// The diagram of the cell of that name.
  fileprivate static func named(_ name: String) throws -> CellDiagram {
    guard let diagram = all.first(where: { $0.cell == name }) else {
      throw Refusal.missingDrawing(
        cell: name, what: "drawing", known: all.map(\.cell))
    }
    return diagram
  }
}

extension Refusal {
  /// A step that what is read does not have.
  static func noSuchStep(step: Int, count: Int) -> Refusal {
    Refusal(
      "there is no step \(step): steps go from 0 to \(count - 1).")
  }
}

extension Refusal {
  /// A cell of which there is no such drawing.
  fileprivate static func missingDrawing(
    cell: String, what: String, known: [String]
  ) -> ValidationError {
    ValidationError(
      "There is no \(what) of the cell \(cell). "
        + (known.isEmpty
          ? "It has none." : "There are: \(known.joined(separator: ", "))."))
  }
}

extension Refusal {
  /// A model of another cell than the one asked for.
  fileprivate static func wrongCell(asked: String, found: String) -> Refusal {
    Refusal(
      "The model's cell is \(found), not \(asked): leave out --cell, or name a "
        + "model with --model.")
  }
}
