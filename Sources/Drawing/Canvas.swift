import CPango

/// Draws scenes on a Cairo surface.
struct Canvas {
  /// Cairo's drawing state.
  let cairo: OpaquePointer
  /// Draws the labels.
  let typesetter: Typesetter
  /// Up to how many cells a grid is drawn as rectangles. Some viewers blur
  /// small images however they are told to draw them.
  var mostRectangles = 0

  /// Draws the page and everything on it.
  func draw(_ scene: Scene) {
    setSource(of: cairo, to: scene.background)
    cairo_paint(cairo)
    for element in scene.elements { draw(element) }
  }

  private func draw(_ element: Scene.Element) {
    switch element {
    case .rectangle(let rect, let radius, let paint):
      trace(rect, radius: radius)
      apply(paint)
    case .ellipse(let rect, let paint):
      trace(ellipseIn: rect)
      apply(paint)
    case .path(let path, let paint):
      for move in path.moves { trace(move) }
      apply(paint)
    case .label(let label): typesetter.draw(label, on: cairo)
    case .cells(let image, let rect):
      if image.cells.count <= mostRectangles {
        drawRectangles(image, in: rect)
      } else {
        drawPixels(mostRectangles > 0 ? image.enlarged : image, in: rect)
      }
    case .group(_, let elements):
      for element in elements { draw(element) }
    }
  }

  private func apply(_ paint: Paint) {
    if let fill = paint.fill {
      setSource(of: cairo, to: fill)
      cairo_fill_preserve(cairo)
    }
    if let stroke = paint.stroke {
      setSource(of: cairo, to: stroke.colour)
      cairo_set_line_width(cairo, stroke.width)
      cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
      cairo_set_dash(cairo, stroke.dash, Int32(stroke.dash.count), 0)
      cairo_stroke_preserve(cairo)
    }
    cairo_new_path(cairo)
  }

  private func trace(_ move: Path.Move) {
    switch move {
    case .move(let point): cairo_move_to(cairo, point.x, point.y)
    case .line(let point): cairo_line_to(cairo, point.x, point.y)
    case .curve(let a, let b, let point):
      cairo_curve_to(cairo, a.x, a.y, b.x, b.y, point.x, point.y)
    case .close: cairo_close_path(cairo)
    }
  }

  private func trace(_ rect: Rect, radius: Double) {
    guard radius > 0 else {
      cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height)
      return
    }
    let inner = rect.inset(by: radius)
    let corners = [
      (inner.maxX, inner.y, -0.5), (inner.maxX, inner.maxY, 0),
      (inner.x, inner.maxY, 0.5), (inner.x, inner.y, 1),
    ]
    cairo_new_sub_path(cairo)
    for (x, y, turn) in corners {
      cairo_arc(cairo, x, y, radius, turn * .pi, (turn + 0.5) * .pi)
    }
    cairo_close_path(cairo)
  }

  private func trace(ellipseIn rect: Rect) {
    cairo_save(cairo)
    cairo_translate(cairo, rect.centre.x, rect.centre.y)
    cairo_scale(cairo, rect.width / 2, rect.height / 2)
    cairo_new_sub_path(cairo)
    cairo_arc(cairo, 0, 0, 1, 0, 2 * .pi)
    cairo_close_path(cairo)
    cairo_restore(cairo)
  }
}

extension Canvas {
  private func drawPixels(_ image: CellImage, in rect: Rect) {
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(image.columns), Int32(image.rows))
    defer { cairo_surface_destroy(surface) }
    guard let bytes = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    let palette = image.palette.map(\.pixel)
    for row in 0..<image.rows {
      let line = UnsafeMutableRawPointer(bytes + row * stride)
        .assumingMemoryBound(to: UInt32.self)
      for column in 0..<image.columns {
        line[column] = palette[Int(image.cells[row * image.columns + column])]
      }
    }
    cairo_surface_mark_dirty(surface)

    cairo_save(cairo)
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE)
    cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height)
    cairo_translate(cairo, rect.x, rect.y)
    cairo_scale(
      cairo, rect.width / Double(image.columns),
      rect.height / Double(image.rows))
    cairo_set_source_surface(cairo, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
    cairo_fill(cairo)
    cairo_restore(cairo)
  }

  /// Each span reaches a little under its later neighbours, for viewers that
  /// smooth edges would otherwise let the page shine through between them.
  private func drawRectangles(_ image: CellImage, in rect: Rect) {
    let width = rect.width / Double(image.columns)
    let height = rect.height / Double(image.rows)
    for span in image.spans {
      let x = rect.x + Double(span.columns.lowerBound) * width
      let y = rect.y + Double(span.row) * height
      setSource(of: cairo, to: span.colour)
      cairo_rectangle(
        cairo, x, y,
        min(Double(span.columns.count) * width + 0.4, rect.maxX - x),
        min(height + 0.4, rect.maxY - y))
      cairo_fill(cairo)
    }
  }
}

extension Colour {
  /// The colour as Cairo stores it in 32 bits.
  fileprivate var pixel: UInt32 {
    UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
  }
}

/// Draws with `colour` from here on.
func setSource(of cairo: OpaquePointer, to colour: Colour) {
  cairo_set_source_rgba(
    cairo, Double(colour.red) / 255, Double(colour.green) / 255,
    Double(colour.blue) / 255, Double(colour.alpha) / 255)
}
