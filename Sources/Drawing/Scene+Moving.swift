extension Scene.Element {
  /// The same element elsewhere.
  package func moved(by offset: Point) -> Scene.Element {
    switch self {
    case .rectangle(let rect, let radius, let paint):
      .rectangle(rect.moved(by: offset), radius: radius, paint)
    case .ellipse(let rect, let paint):
      .ellipse(rect.moved(by: offset), paint)
    case .path(let path, let paint): .path(path.moved(by: offset), paint)
    case .label(let label): .label(label.moved(by: offset))
    case .cells(let image, let rect): .cells(image, rect.moved(by: offset))
    case .group(let name, let elements):
      .group(name, elements.map { $0.moved(by: offset) })
    }
  }
}

extension Rect {
  fileprivate func moved(by offset: Point) -> Rect {
    Rect(x: x + offset.x, y: y + offset.y, width: width, height: height)
  }
}

extension Label {
  fileprivate func moved(by offset: Point) -> Label {
    var label = self
    label.position = position + offset
    return label
  }
}

extension Path {
  fileprivate func moved(by offset: Point) -> Path {
    var path = Path()
    for move in moves {
      switch move {
      case .move(let point): path.move(to: point + offset)
      case .line(let point): path.line(to: point + offset)
      case .curve(let a, let b, let point):
        path.curve(a + offset, b + offset, to: point + offset)
      case .close: path.close()
      }
    }
    return path
  }
}
