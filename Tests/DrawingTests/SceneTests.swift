import Drawing
import Foundation
import Testing

struct SceneTests {
  static let sample = Scene(
    width: 40, height: 20, title: "A <test> & more", summary: "Two things",
    elements: [
      .group(
        "pair",
        [
          .rectangle(
            Rect(x: 1, y: 2, width: 10.5, height: 4), radius: 1,
            Paint(
              fill: Colour(0xFF0000),
              stroke: Stroke(.black, width: 0.5, dash: [2, 1]))),
          .label(
            Label(
              Text(
                [
                  Text.Run("C\u{303}", .variable),
                  Text.Run("t", Text.Run.Style(script: .lowered)),
                ], size: 12), at: Point(20, 15), anchor: .middle,
              colour: .black)),
        ]),
      .cells(
        CellImage(
          columns: 2, rows: 1, palette: [.white, Colour(0x0000FF)],
          cells: [0, 1]), Rect(x: 20, y: 0, width: 20, height: 10)),
    ])

  @Test func descriptionIsALineAnElement() {
    #expect(
      Self.sample.description == """
        scene 40 × 20 “A <test> & more”
          group pair
            rectangle 1,2 10.5×4 radius 1 fill #ff0000 line #000000 0.5 dashed
            label “C\u{303}t” middle 20,15 size 12 #000000
          cells 2 × 1 in 20,0 20×10
        """)
  }

  @Test func groupsAndLabelsAreFound() {
    #expect(Self.sample.group("pair")?.count == 2)
    #expect(Self.sample.group("other") == nil)
    #expect(Self.sample.labels.map(\.text.string) == ["C\u{303}t"])
  }

  @Test func movingMovesEverything() {
    let moved = Self.sample.elements[0].moved(by: Point(5, -1))
    let description = Scene(
      width: 1, height: 1, title: "", elements: [moved]
    ).description
    #expect(description.contains("rectangle 6,1 10.5×4"))
    #expect(description.contains("middle 25,14"))
  }

  @Test func rotatedBoxesStandUpright() {
    let measure = EvenTextMeasure(advance: 0.5)
    let label = Label(
      Text("abcd", size: 10), at: Point(100, 100), anchor: .middle,
      colour: .black, rotation: -90)
    let box = measure.box(of: label)
    #expect(abs(box.height - 20) < 1e-9 && abs(box.width - 7.3) < 1e-9)
    #expect(abs(box.centre.y - 100) < 1e-9 && abs(box.maxX - 100) < 1e-9)
  }

  @Test func formatsFollowFromNames() throws {
    #expect(try ImageFormat(path: "a/b.tar.PNG") == .png)
    #expect(try ImageFormat(path: "x.svg") == .svg)
    for path in ["", "png", "a.png/b", "x.jpeg", "x."] {
      let error = #expect(throws: ImageFormatError.self) {
        try ImageFormat(path: path)
      }
      #expect(error?.description.contains(".png, .svg or .pdf") == true)
    }
  }

  @Test(arguments: [
    (Point(0, 5), Point(20, 5), true), (Point(0, 0), Point(20, 20), true),
    (Point(12, 0), Point(30, 9), false), (Point(6, 6), Point(7, 7), true),
    (Point(0, 11), Point(20, 11), false), (Point(0, 9), Point(9, 0), true),
  ])
  func linesMeetRectangles(a: Point, b: Point, meets: Bool) {
    let box = Rect(x: 4, y: 4, width: 6, height: 6)
    #expect(box.meets(from: a, to: b) == meets)
    #expect(box.meets(from: b, to: a) == meets)
    #expect(Path([Point(-9, -9), a, b]).meets(box) || !meets)
  }

  /// Programs that smooth images when they enlarge them would smear cells: up
  /// to 20,000 are rectangles, more are pixels many times over.
  @Test func manyCellsAreRectanglesAndMoreAreLargeImages() throws {
    func svg(_ columns: Int, _ rows: Int) throws -> String {
      let cells = (0..<columns * rows).map { UInt8(($0 * 7) % 5) }
      let image = CellImage(
        columns: columns, rows: rows,
        palette: (0..<5).map { Colour(UInt32($0) * 0x202020) }, cells: cells)
      let scene = Scene(
        width: 400, height: 300, title: "",
        elements: [.cells(image, Rect(x: 0, y: 0, width: 400, height: 300))])
      return String(decoding: try scene.rendered(as: .svg), as: UTF8.self)
    }
    #expect(try !svg(100, 128).contains("<image"))
    let large = try svg(300, 100)
    #expect(large.contains("<image"))
    // The width of the PNG, after its signature and the length and name of its
    // first chunk: eight pixels a cell.
    let start = try #require(large.range(of: "base64,"))
    let code = large[start.upperBound...].prefix { $0 != "\"" }
    let bytes = [UInt8](try #require(Data(base64Encoded: String(code))))
    let width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
    #expect(width == 2400)
  }
}
