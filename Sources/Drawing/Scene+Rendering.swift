import CPango

extension Scene {
  /// The bytes of a picture file.
  ///
  /// The same scene and metadata give the same bytes.
  ///
  /// - Parameters:
  ///   - scale: pixels a unit in a PNG; files of shapes need none.
  ///   - unit: what a unit of the scene is, which other programs then know.
  ///   - metadata: where the picture comes from.
  ///   - typesetter: the one that measured the scene's text, so that nothing
  ///     is shaped twice.
  /// - Throws: `RenderingError` when the picture is too large.
  package func rendered(
    as format: ImageFormat, scale: Double = 1, unit: LengthUnit = .pixel,
    metadata: PictureMetadata = PictureMetadata(),
    typesetter: Typesetter = Typesetter()
  ) throws -> [UInt8] {
    switch format {
    case .png:
      try png(
        scale: scale, unit: unit, metadata: metadata, typesetter: typesetter)
    case .svg: Array(svg(unit: unit, metadata: metadata).utf8)
    case .pdf: try pdf(metadata: metadata, typesetter: typesetter)
    }
  }
}

/// What one unit of a scene is outside it. In a PDF it is a point always.
package enum LengthUnit: Sendable {
  /// A pixel of a screen.
  case pixel
  /// A printer's point, 1/72 inch.
  case point
}

/// A picture that cannot be made.
package enum RenderingError: Error, Equatable, CustomStringConvertible {
  /// The picture is larger than Cairo draws, 32,767 pixels either way, or
  /// than memory holds.
  case tooLarge(width: Double, height: Double)
  /// Cairo gave up, for the reason it states.
  case failed(String)

  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .tooLarge(let width, let height):
      """
      a picture of \(width.plain) × \(height.plain) pixels is too large; show \
      fewer steps, units or quantities, or lower the scale
      """
    case .failed(let reason): "Cairo could not draw the picture: \(reason)"
    }
  }
}

/// Throws when Cairo's drawing state, or what it draws on, is in trouble.
func requireSuccess(_ status: cairo_status_t) throws {
  guard status == CAIRO_STATUS_SUCCESS else {
    throw RenderingError.failed(String(cString: cairo_status_to_string(status)))
  }
}
