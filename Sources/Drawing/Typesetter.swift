import CPango

/// Pango: shapes text, measures it, and draws it with Cairo.
///
/// Shaping is the slow part and figures repeat their labels, so every text is
/// shaped once and kept.
package final class Typesetter: TextMeasure {
  private let context: OpaquePointer
  private var shaped: [Text: ShapedText] = [:]

  /// A typesetter with the fonts that are installed here.
  package init() {
    context = pango_font_map_create_context(pango_cairo_font_map_get_default())
    // Left to right, whatever is written: along an axis, time runs that way.
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    // The same shapes on every machine and at every scale.
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(context)) }

  /// How much room a text takes when drawn with the fonts here.
  package func extent(of text: Text) -> TextExtent { shape(text).extent }

  /// Whether the fonts here have a glyph for every character of `string`.
  package func canShow(_ string: String) -> Bool {
    shape(Text(string, size: 10, .monospaced)).missingGlyphs == 0
  }

  /// Draws a label.
  func draw(_ label: Label, on cairo: OpaquePointer) {
    let text = shape(label.text)
    cairo_save(cairo)
    setSource(of: cairo, to: label.colour)
    cairo_translate(cairo, label.position.x, label.position.y)
    if label.rotation != 0 { cairo_rotate(cairo, label.rotation * .pi / 180) }
    cairo_move_to(
      cairo, -text.extent.width * label.anchor.share, -text.baseline)
    pango_cairo_show_layout(cairo, text.layout)
    cairo_restore(cairo)
  }

  private func shape(_ text: Text) -> ShapedText {
    if let known = shaped[text] { return known }
    let new = ShapedText(text, context: context)
    shaped[text] = new
    return new
  }
}

/// One line of text, shaped by Pango.
private final class ShapedText {
  let layout: OpaquePointer
  let extent: TextExtent
  let baseline: Double

  /// How many characters no font has.
  var missingGlyphs: Int {
    Int(pango_layout_get_unknown_glyphs_count(layout))
  }

  init(_ text: Text, context: OpaquePointer) {
    layout = pango_layout_new(context)
    pango_layout_set_auto_dir(layout, 0)
    pango_layout_set_single_paragraph_mode(layout, 1)
    let string = text.string
    pango_layout_set_text(layout, string, Int32(string.utf8.count))
    let attributes = pango_attr_list_new()
    defer { pango_attr_list_unref(attributes) }
    var start = 0
    for run in text.runs {
      let end = start + run.string.utf8.count
      for attribute in run.style.attributes(size: text.size) {
        attribute.pointee.start_index = guint(start)
        attribute.pointee.end_index = guint(end)
        pango_attr_list_insert(attributes, attribute)
      }
      start = end
    }
    pango_layout_set_attributes(layout, attributes)

    baseline = Double(pango_layout_get_baseline(layout)) / pangoScale
    var (ink, logical) = (PangoRectangle(), PangoRectangle())
    pango_layout_get_extents(layout, &ink, &logical)
    extent = TextExtent(
      width: Double(logical.width) / pangoScale,
      ink: Rect(
        x: Double(ink.x) / pangoScale,
        y: Double(ink.y) / pangoScale - baseline,
        width: Double(ink.width) / pangoScale,
        height: Double(ink.height) / pangoScale))
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }
}

/// Pango's units to ours.
private let pangoScale = 1024.0

extension Text.Run.Style {
  /// The style in Pango's words, for a text of the given size.
  fileprivate func attributes(
    size: Double
  ) -> [UnsafeMutablePointer<PangoAttribute>] {
    let absolute = size * script.scale * pangoScale
    var attributes = [
      pango_attr_family_new(family.stack),
      pango_attr_size_new_absolute(Int32(absolute.rounded())),
      pango_attr_style_new(isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL),
      pango_attr_weight_new(isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL),
    ]
    if script != .normal {
      let rise = script.rise * size * pangoScale
      attributes.append(pango_attr_rise_new(Int32(rise.rounded())))
    }
    if let colour {
      attributes.append(
        pango_attr_foreground_new(
          UInt16(colour.red) * 257, UInt16(colour.green) * 257,
          UInt16(colour.blue) * 257))
    }
    return attributes.compactMap { $0 }
  }
}
