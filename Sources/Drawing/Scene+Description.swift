extension Scene: CustomStringConvertible {
  /// The scene as text, one element per line, groups indented: for tests, and
  /// for seeing what changed.
  package var description: String {
    let head = "scene \(width.plain) × \(height.plain) “\(title)”"
    return ([head] + elements.flatMap { $0.lines(indent: "  ") })
      .joined(separator: "\n")
  }
}

extension Scene.Element {
  fileprivate func lines(indent: String) -> [String] {
    guard case .group(let name, let elements) = self else {
      return [indent + line]
    }
    return ["\(indent)group \(name)"]
      + elements.flatMap { $0.lines(indent: indent + "  ") }
  }

  private var line: String {
    switch self {
    case .rectangle(let rect, let radius, let paint):
      let corners = radius > 0 ? " radius \(radius.plain)" : ""
      return "rectangle \(rect)\(corners)\(paint)"
    case .ellipse(let rect, let paint): return "ellipse \(rect)\(paint)"
    case .path(let path, let paint): return "path \(path)\(paint)"
    case .label(let label): return "label \(label)"
    case .cells(let image, let rect):
      return "cells \(image.columns) × \(image.rows) in \(rect)"
    case .group(let name, _): return "group \(name)"
    }
  }
}

extension Point: CustomStringConvertible {
  /// `x,y`.
  package var description: String { "\(x.plain),\(y.plain)" }
}

extension Rect: CustomStringConvertible {
  /// `x,y width×height`.
  package var description: String {
    "\(x.plain),\(y.plain) \(width.plain)×\(height.plain)"
  }
}

extension Colour: CustomStringConvertible {
  /// `#rrggbb`, followed by the percentage where it is not opaque.
  package var description: String {
    alpha == 255 ? hex : "\(hex)@\(Int(alpha) * 100 / 255)%"
  }
}

extension Paint: CustomStringConvertible {
  /// The fill, then the line.
  package var description: String {
    let inside = fill.map { " fill \($0)" } ?? ""
    let line = stroke.map { stroke in
      let dash = stroke.dash.isEmpty ? "" : " dashed"
      return " line \(stroke.colour) \(stroke.width.plain)\(dash)"
    }
    return inside + (line ?? "")
  }
}

extension Path: CustomStringConvertible {
  /// The letters of SVG path data.
  package var description: String { data }

  /// The path in the notation of SVG.
  var data: String {
    moves.map { move in
      switch move {
      case .move(let point): "M\(point)"
      case .line(let point): "L\(point)"
      case .curve(let a, let b, let point): "C\(a) \(b) \(point)"
      case .close: "Z"
      }
    }.joined()
  }
}

extension Label: CustomStringConvertible {
  /// The text, then where and how.
  package var description: String {
    let turn = rotation == 0 ? "" : " turned \(rotation.plain)°"
    return "“\(text.string)” \(anchor) \(position) size "
      + "\(text.size.plain)\(turn) \(colour)"
  }
}
