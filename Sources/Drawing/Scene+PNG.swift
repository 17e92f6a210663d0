import CPango

extension Scene {
  /// The bytes of a PNG file, `scale` pixels a unit.
  func png(
    scale: Double, unit: LengthUnit, metadata: PictureMetadata,
    typesetter: Typesetter
  ) throws -> [UInt8] {
    let (columns, rows) = (
      (width * scale).rounded(.up), (height * scale).rounded(.up)
    )
    let allowed = 1.0...32_767
    guard allowed.contains(columns), allowed.contains(rows),
      let surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows)),
      cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let cairo = cairo_create(surface)
    else { throw RenderingError.tooLarge(width: columns, height: rows) }
    defer {
      cairo_destroy(cairo)
      cairo_surface_destroy(surface)
    }
    cairo_scale(cairo, scale, scale)
    Canvas(cairo: cairo, typesetter: typesetter).draw(self)
    try requireSuccess(cairo_status(cairo))
    cairo_surface_flush(surface)
    guard let pixels = cairo_image_surface_get_data(surface) else {
      throw RenderingError.tooLarge(width: columns, height: rows)
    }
    return PNGFile(
      width: Int(columns), height: Int(rows),
      pixelsPerInch: unit == .point ? 72 * scale : nil,
      text: [("Title", title)] + metadata.entries
    ).encoded(
      cairoPixels: pixels,
      stride: Int(cairo_image_surface_get_stride(surface)))
  }
}
