import ArgumentParser
import Drawing
import ModelFiles
import TraceFigures

/// Where a picture goes, and how it looks.
struct PictureOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The picture: a .png, .svg or .pdf file.", valueName: "out"))
  var output: String
  @OptionGroup var look: PictureLook

  func validate() throws { try PictureLook.requirePicture(output) }

  /// The layout: a page for PDF, a screen for the others.
  func style() throws -> FigureStyle { try look.style(for: output) }

  /// Lays a figure out and writes it.
  func write(
    _ figure: some Figure, typesetter: Typesetter = Typesetter(),
    model: ModelFile? = nil
  ) throws {
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
  @Option(help: "Colours of the gates.")
  var palette = Palette.viridis
  @Option(
    name: .customLong("width-mm"),
    help: ArgumentHelp(
      "Page width in mm for print (journals: 85 or 180).",
      valueName: "mm"))
  var widthMillimetres: Double?
  @Option(help: "PNG scale factor (default: 1).")
  var scale: Double?
  @Option(
    help: "PNG resolution in dots per inch, with --width-mm (default: 300).")
  var dpi: Double?

  func validate() throws {
    if let scale, !(0.1...8).contains(scale) {
      throw ValidationError("--scale must be from 0.1 to 8, not \(scale).")
    }
    if let dpi, !(36...1200).contains(dpi) {
      throw ValidationError("--dpi must be from 36 to 1200, not \(dpi).")
    }
    if let width = widthMillimetres, !(60...420).contains(width) {
      throw ValidationError("--width-mm must be from 60 to 420, not \(width).")
    }
  }

  static func requirePicture(_ path: String) throws {
    do { _ = try ImageFormat(path: path) } catch {
      throw ValidationError("\(error)")
    }
  }

  /// The layout: a page for PDF and where a width on paper is given, a screen
  /// for the others.
  func style(for path: String) throws -> FigureStyle {
    var style: FigureStyle
    if let widthMillimetres {
      style = .print(millimetres: widthMillimetres)
    } else {
      style = try ImageFormat(path: path) == .pdf ? .print : .screen
    }
    style.theme = colours
    return style
  }

  /// The theme with the palette.
  var colours: Theme {
    var colours = theme.theme
    colours.gates = palette.map
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
    let isPaper = widthMillimetres != nil
    let scene = figure.scene(
      style: try style(for: path), measure: typesetter)
    let bytes = try scene.rendered(
      as: ImageFormat(path: path),
      scale: dpi.map { $0 / 72 } ?? scale ?? (isPaper ? 300.0 / 72 : 1),
      unit: isPaper ? .point : .pixel,
      metadata: Self.metadata(model: model), typesetter: typesetter)
    try OutputFile.write(to: path) { try $0.write(bytes) }
  }
}

/// The command line as pictures carry it.
enum CommandText {
  /// Files by their names alone; a text stays whole.
  static var current: String {
    var previous = ""
    let shown = CommandLine.arguments.dropFirst().map { argument in
      defer { previous = argument }
      let name =
        previous == "--text" || argument.hasPrefix("--text=")
        ? argument
        : argument.split(separator: "/").last.map(String.init) ?? argument
      return name.contains(" ") ? "'\(name)'" : name
    }
    return (["lstm-lab"] + shown).joined(separator: " ")
  }
}
