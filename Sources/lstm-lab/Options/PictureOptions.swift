import ArgumentParser
import Drawing
import ModelFiles
import TraceFigures

/// Where a picture goes, and how it looks.
struct PictureOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case picture, csv
  }

  @Argument(
    help: ArgumentHelp(
      "The picture: a .png, .svg or .pdf file; .csv writes its numbers.",
      valueName: "out"), completion: .file())
  var output: String?
  @Option(
    help: "A picture, or its numbers; csv on standard output without OUT.")
  var format: Format?
  @OptionGroup var look: PictureLook

  func validate() throws {
    guard let output else {
      guard format == .csv else {
        throw ValidationError(
          "Name the picture: OUT.png, OUT.svg or OUT.pdf; or ask for its "
            + "numbers with --format csv.")
      }
      return
    }
    try PictureLook.requirePicture(output)
    if let format, (format == .csv) != PictureLook.isTable(output) {
      throw ValidationError(
        "--format \(format.rawValue) and \(output) contradict each other: leave "
          + "one of them out.")
    }
  }

  /// Whether numbers are asked for, and no picture.
  var isTable: Bool { output.map(PictureLook.isTable) ?? true }

  /// The layout: a page for PDF, a screen for the others.
  func style() throws -> FigureStyle { try look.style(for: output ?? "") }

  /// Lays a figure out and writes it.
  func write(
    _ figure: some Figure, typesetter: Typesetter = Typesetter(),
    model: ModelFile? = nil
  ) throws {
    guard let output else {
      return try Output.write(to: nil) { try $0.write(figure.numbers.csv) }
    }
    try look.write(figure, to: output, typesetter: typesetter, model: model)
  }
}

/// How a picture looks, wherever it goes.
struct PictureLook: ParsableArguments {
  enum ThemeName: String, ExpressibleByArgument, CaseIterable {
    case light, dark, print

    var theme: Theme {
      switch self {
      case .light: .light
      case .dark: .dark
      case .print: .print
      }
    }
  }

  enum Palette: String, ExpressibleByArgument, CaseIterable {
    case viridis, cividis, grey

    var map: ColourMap {
      switch self {
      case .viridis: .viridis
      case .cividis: .cividis
      case .grey: .grey
      }
    }
  }

  @Option(help: "Colours of page and ink.")
  var theme = ThemeName.light
  @Option(help: "Colours of the gates; grey leaves out all other colours too.")
  var palette = Palette.viridis
  @Option(
    name: .customLong("width-mm"),
    help: ArgumentHelp(
      "Page width in mm for print (journals: 85 or 180).",
      valueName: "mm"))
  var widthMillimetres: Double?
  @Option(
    name: .customLong("height-mm"),
    help: ArgumentHelp(
      "The most that a page may be tall, in mm, with --width-mm or a PDF.",
      valueName: "mm"))
  var heightMillimetres: Double?
  @Option(help: "A title of your own over the figure.")
  var title: String?
  @Option(
    help: ArgumentHelp(
      "How many times as large text is, such as 1.5 for slides (default: 1).",
      valueName: "factor"))
  var textSize: Double?
  @Flag(help: "Leave out the title over the figure.")
  var noTitle = false
  @Flag(help: "Leave out what stands under the figure.")
  var noCaption = false
  @Flag(help: "Leave out the bars and keys of colours.")
  var noLegend = false
  @Flag(help: "Letter the panels a, b, c.")
  var letters = false
  @Option(help: "PNG scale factor, 0.1 to 8 (default: 1).")
  var scale: Double?
  @Option(
    help: """
      PNG resolution in dots per inch, 36 to 1200, with --width-mm (default: \
      300).
      """)
  var dpi: Double?

  func validate() throws {
    if let scale, !(0.1...8).contains(scale) {
      throw ValidationError("--scale must be from 0.1 to 8, not \(scale).")
    }
    guard scale == nil || dpi == nil else {
      throw ValidationError("Give --scale or --dpi, not both.")
    }
    guard dpi == nil || widthMillimetres != nil else {
      throw ValidationError(
        "--dpi goes with --width-mm, the width on paper; without it --scale "
          + "makes a PNG larger.")
    }
    if let dpi, !(36...1200).contains(dpi) {
      throw ValidationError("--dpi must be from 36 to 1200, not \(dpi).")
    }
    if let width = widthMillimetres, !(60...420).contains(width) {
      throw ValidationError("--width-mm must be from 60 to 420, not \(width).")
    }
    if let textSize, !(1...3).contains(textSize) {
      throw ValidationError("--text-size must be from 1 to 3, not \(textSize).")
    }
    if title != nil, noTitle {
      throw ValidationError("Give --title or --no-title, not both.")
    }
    if let height = heightMillimetres, !(20...600).contains(height) {
      throw ValidationError(
        "--height-mm must be from 20 to 600, not \(height).")
    }
  }

  static func requirePicture(_ path: String) throws {
    guard !isTable(path) else { return }
    do { _ = try ImageFormat(path: path) } catch {
      throw ValidationError("\(error)")
    }
  }

  /// Whether a file takes a figure, or its numbers, by its name.
  static func isFigure(_ path: String) -> Bool {
    isTable(path) || (try? ImageFormat(path: path)) != nil
  }

  /// Whether a file takes a figure's numbers, by its name.
  static func isTable(_ path: String) -> Bool {
    path.lowercased().hasSuffix(".csv")
  }

  /// The layout: a page for PDF and where a width on paper is given, a screen
  /// for the others.
  func style(for path: String) throws -> FigureStyle {
    let isRaster = (try? ImageFormat(path: path)) == .png
    guard isRaster || (scale == nil && dpi == nil) else {
      throw ValidationError(
        "--scale and --dpi are for .png: nothing else has pixels.")
    }
    var style: FigureStyle
    if let widthMillimetres {
      style = .print(millimetres: widthMillimetres)
    } else {
      let isScreen =
        try path.isEmpty || Self.isTable(path)
        || ImageFormat(path: path) != .pdf
      style = isScreen ? .screen : .print
    }
    if let heightMillimetres {
      guard !style.wholeCells else {
        throw ValidationError(
          "--height-mm is for paper: give --width-mm as well, or a .pdf file.")
      }
      style.height = heightMillimetres * 72 / 25.4
    }
    if let textSize { style = style.withText(times: textSize) }
    style.title = title
    style.theme = colours
    if noTitle { style.hidden.insert(.title) }
    if noCaption { style.hidden.insert(.caption) }
    if noLegend { style.hidden.insert(.legend) }
    style.isLettered = letters
    return style
  }

  /// The theme with the palette.
  var colours: Theme {
    var colours = theme.theme
    colours.gates = palette.map
    if palette == .grey { colours.signed = .lightToDark }
    return colours
  }

  /// Where a picture of this run comes from.
  static func metadata(model: ModelFile?) -> PictureMetadata {
    PictureMetadata(
      software: "lstm-lab \(Version.current)", model: model?.hash,
      command: CommandText.current)
  }

  /// Lays a figure out and writes it.
  ///
  /// - Parameter typesetter: the one that has measured the figure's text, if
  ///   one has, so that nothing is shaped twice.
  func write(
    _ figure: some Figure, to path: String,
    typesetter: Typesetter = Typesetter(), model: ModelFile? = nil
  ) throws {
    guard !Self.isTable(path) else {
      try Output.write(to: path) { try $0.write(figure.numbers.csv) }
      return Talk.note("Written: \(path)")
    }
    let isPaper = widthMillimetres != nil
    let style = try style(for: path)
    let scene = figure.finished(style: style, measure: typesetter)
    if let height = style.height, scene.height > height {
      throw Refusal.tooTall(
        least: scene.height * 25.4 / 72, asked: heightMillimetres ?? 0)
    }
    let bytes = try scene.rendered(
      as: ImageFormat(path: path),
      scale: dpi.map { $0 / 72 } ?? scale ?? (isPaper ? 300.0 / 72 : 1),
      unit: isPaper ? .point : .pixel,
      metadata: Self.metadata(model: model), typesetter: typesetter)
    try Output.write(to: path) { try $0.write(bytes) }
    Talk.note("Written: \(path)")
  }
}

extension Refusal {
  /// A figure that does not fit a page.
  fileprivate static func tooTall(least: Double, asked: Double) -> Refusal {
    Refusal(
      "The figure is at least \(Int(least.rounded(.up))) mm tall, and --height-mm "
        + "asks for \(asked.bare): show fewer panels or layers, leave out its "
        + "caption (--no-caption), or allow more.")
  }
}

/// The command line as pictures carry it.
enum CommandText {
  /// Files by their names alone; a text stays whole.
  static var current: String {
    var previous = ""
    let shown = CalledWith.words.dropFirst().map { argument in
      defer { previous = argument }
      let name =
        previous == "--text" || argument.hasPrefix("--text=")
        ? argument
        : argument.split(separator: "/").last.map(String.init) ?? argument
      return quoted(name)
    }
    return (["lstm-lab"] + shown).joined(separator: " ")
  }

  /// A word as a shell takes it for one.
  static func quoted(_ word: String) -> String {
    word.contains(" ") ? "'\(word)'" : word
  }
}
