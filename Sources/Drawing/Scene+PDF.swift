import CPango

extension Scene {
  /// The bytes of a PDF file with embedded fonts; one unit is a point.
  func pdf(
    metadata: PictureMetadata, typesetter: Typesetter
  ) throws -> [UInt8] {
    let output = ByteCollector()
    let surface = cairo_pdf_surface_create_for_stream(
      { collector, bytes, count in
        guard let collector, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<ByteCollector>.fromOpaque(collector).takeUnretainedValue()
          .bytes += UnsafeBufferPointer(start: bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(output).toOpaque(), width, height)
    defer { cairo_surface_destroy(surface) }
    guard let cairo = cairo_create(surface) else {
      throw RenderingError.tooLarge(width: width, height: height)
    }
    defer { cairo_destroy(cairo) }
    describe(surface, metadata)
    Canvas(
      cairo: cairo, typesetter: typesetter, mostRectangles: mostCellRectangles
    ).draw(self)
    cairo_show_page(cairo)
    try requireSuccess(cairo_status(cairo))
    cairo_surface_finish(surface)
    try requireSuccess(cairo_surface_status(surface))
    return withExtendedLifetime(output) { output.bytes }
  }

  private func describe(
    _ surface: OpaquePointer?, _ metadata: PictureMetadata
  ) {
    let keywords = metadata.entries.dropFirst().map {
      "\($0.keyword): \($0.value)"
    }
    let entries = [
      (CAIRO_PDF_METADATA_TITLE, title),
      (CAIRO_PDF_METADATA_SUBJECT, summary),
      (CAIRO_PDF_METADATA_CREATOR, metadata.software),
      (CAIRO_PDF_METADATA_KEYWORDS, keywords.joined(separator: "; ")),
      // Cairo would write the time of day; the same picture is the same file.
      (CAIRO_PDF_METADATA_CREATE_DATE, ""),
    ]
    for (entry, value) in entries {
      cairo_pdf_surface_set_metadata(surface, entry, value)
    }
  }
}

/// Up to how many cells a grid is drawn as rectangles in files of shapes.
let mostCellRectangles = 20_000

private final class ByteCollector {
  var bytes: [UInt8] = []
}
