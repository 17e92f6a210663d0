import CPango
import Drawing
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct RenderingTests {
  let scene = SceneTests.sample

  @Test(arguments: ImageFormat.allCases)
  func sameSceneSameBytes(format: ImageFormat) throws {
    let first = try scene.rendered(as: format)
    #expect(try first == scene.rendered(as: format))
    var other = scene
    other.background = .black
    #expect(try first != other.rendered(as: format))
  }

  @Test func pngHasThePixels() throws {
    let image = try PixelImage(png: scene.rendered(as: .png, scale: 3))
    #expect(image.width == 120 && image.height == 60)
    #expect(image[3, 57] == 0xFFFFFF, "the page")
    #expect(image[18, 12] == 0xFF0000, "the rectangle")
    #expect(image[89, 29] == 0xFFFFFF, "the first cell, to its edge")
    #expect(image[90, 0] == 0x0000FF, "the second cell, from its edge")
    #expect(image[119, 29] == 0x0000FF)
    #expect(image[119, 30] == 0xFFFFFF, "below the cells")
  }

  @Test func noisyPicturesSurvive() throws {
    // Rows alike and unlike, so that both ways of writing them are read back.
    let cells = (0..<50 * 40).map { (place: Int) -> UInt8 in
      place / 400 % 2 == 0 ? 0 : UInt8(place * place / 7 % 251)
    }
    let image = CellImage(
      columns: 50, rows: 40, palette: ColourMap.viridis.levels, cells: cells)
    let scene = Scene(
      width: 50, height: 40, title: "noise",
      elements: [.cells(image, Rect(x: 0, y: 0, width: 50, height: 40))])
    let pixels = try PixelImage(png: scene.rendered(as: .png))
    for row in 0..<40 {
      for column in 0..<50 {
        try #require(Colour(pixels[column, row]) == image[column, row])
      }
    }
  }

  @Test func svgIsXMLWithRealText() throws {
    let bytes = try scene.rendered(
      as: .svg,
      metadata: PictureMetadata(model: "abc", command: "diagram x.svg <&>"))
    let parser = XMLParser(data: Data(bytes))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("A &lt;test&gt; &amp; more</title>"))
    #expect(text.contains("role=\"img\""))
    #expect(text.contains(">C\u{303}</tspan>"))
    #expect(text.contains("Command: diagram x.svg &lt;&amp;&gt;"))
    #expect(text.contains("DejaVu Serif"))
  }

  /// What is the same in all pictures stands once, what differs takes turns; the
  /// first is what is seen where nothing moves.
  @Test func picturesFollowEachOtherInOneFile() throws {
    func frame(_ width: Double) -> Scene {
      Scene(
        width: 50, height: 40, title: "turns",
        elements: [
          .rectangle(Rect(x: 1, y: 1, width: 9, height: 9), .fill(.black)),
          .rectangle(Rect(x: 20, y: 1, width: width, height: 9), .fill(.black)),
        ])
    }
    let bytes = Scene.animation([3, 5, 7].map(frame), seconds: 2)
    let parser = XMLParser(data: Data(bytes))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.split(separator: "<rect").count == 1 + 1 + 1 + 3)
    #expect(text.split(separator: "visibility=\"hidden\"").count == 1 + 2)
    #expect(text.contains("animation:turn 6s"))
    #expect(text.contains(".frame2{animation-delay:4s}"))
    #expect(text.contains("prefers-reduced-motion:no-preference"))
  }

  @Test func largeGridsAreOneImage() throws {
    let count = 200 * 120
    let image = CellImage(
      columns: 200, rows: 120, palette: ColourMap.viridis.levels,
      cells: (0..<count).map { UInt8($0 % 255) })
    let scene = Scene(
      width: 100, height: 60, title: "large",
      elements: [.cells(image, Rect(x: 0, y: 0, width: 100, height: 60))])
    let text = try String(
      decoding: scene.rendered(as: .svg), as: UTF8.self)
    #expect(text.contains("data:image/png;base64,iVBORw0KGgo"))
    #expect(text.split(separator: "<rect").count == 2, "only the page")
    let start = try #require(text.range(of: "base64,")).upperBound
    let end = try #require(text[start...].firstIndex(of: "\""))
    let file = try #require(Data(base64Encoded: String(text[start..<end])))
    let pixels = try PixelImage(png: Array(file))
    // Eight pixels a cell, so that its edges alone are smoothed by who smooths.
    #expect(pixels.width == 1600 && pixels.height == 960)
    for corner in [0, 7] {
      #expect(pixels[corner, corner] == 0x440154)
      #expect(pixels[54 * 8 + corner, 8 + corner] == 0xFDE725)
    }
  }

  @Test func pdfHasFontsAndNoDate() throws {
    let bytes = try scene.rendered(
      as: .pdf, metadata: PictureMetadata(model: "abc"))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-"))
    #expect(!text.contains("CreationDate (D:2"))
    #expect(text.contains("FontFile") || text.contains("ObjStm"))
  }

  @Test func tooLargePicturesAreRefused() {
    let error = #expect(throws: RenderingError.self) {
      try scene.rendered(as: .png, scale: 1000)
    }
    #expect(error == .tooLarge(width: 40_000, height: 20_000))
  }
}

/// The pixels of a PNG file, read back by Cairo.
struct PixelImage {
  let width: Int
  let height: Int
  private let pixels: [UInt32]

  init(png: [UInt8]) throws {
    let source = ByteSource(png)
    let surface = cairo_image_surface_create_from_png_stream(
      { source, bytes, count in
        guard let source, let bytes else { return CAIRO_STATUS_READ_ERROR }
        return Unmanaged<ByteSource>.fromOpaque(source)
          .takeUnretainedValue().read(into: bytes, count: Int(count))
      }, Unmanaged.passUnretained(source).toOpaque())
    defer { cairo_surface_destroy(surface) }
    try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    let (width, height) = (
      Int(cairo_image_surface_get_width(surface)),
      Int(cairo_image_surface_get_height(surface))
    )
    let stride = Int(cairo_image_surface_get_stride(surface))
    let data = try #require(cairo_image_surface_get_data(surface))
    (self.width, self.height) = (width, height)
    pixels = (0..<width * height).map { place in
      UnsafeRawPointer(data).load(
        fromByteOffset: place / width * stride + 4 * (place % width),
        as: UInt32.self) & 0xFFFFFF
    }
  }

  /// `0xRRGGBB`.
  subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }
}

private final class ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func read(
    into target: UnsafeMutablePointer<UInt8>, count: Int
  ) -> cairo_status_t {
    guard rest.count >= count else { return CAIRO_STATUS_READ_ERROR }
    for (offset, byte) in rest.prefix(count).enumerated() {
      target[offset] = byte
    }
    rest.removeFirst(count)
    return CAIRO_STATUS_SUCCESS
  }
}
