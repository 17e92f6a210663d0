import Drawing
import Foundation
import LSTMCore
import Testing

@testable import ExplorerPage

struct ExplorerPageTests {
  /// A small model of text whose vocabulary could break a careless page.
  private static func model(
    _ characters: String = "ab</script>\"'\\\u{2028}"
  ) -> Model {
    var generator = SplitMix64(seed: 3)
    var layer = LSTMCell(inputSize: 3, hiddenSize: 4)
    for index in layer.parameters.indices {
      layer[parameter: index] = layer[parameter: index].map { _ in
        Double.random(in: -1...1, using: &generator)
      }
    }
    let vocabulary = Vocabulary(characters.unicodeScalars)
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(
        rows: rows, columns: columns,
        (0..<rows * columns).map { _ in
          Double.random(in: -1...1, using: &generator)
        })
    }
    return Model(
      reader: .embedding(vocabulary, matrix(vocabulary.count, 3)),
      stack: Stack([layer]),
      readout: Readout(
        weights: matrix(vocabulary.count, 4),
        bias: Vector(zeros: vocabulary.count), .nextSymbol))
  }

  private static func page(
    _ text: String, reaches: [[String: [Double]]] = []
  ) throws -> String {
    let model = model()
    let vocabulary = try #require(model.reader.vocabulary)
    var page = ExplorerPage(
      Recording(
        of: model,
        reading: InputSequence(text.unicodeScalars, in: vocabulary)),
      text: text, name: "a<b>", argument: "a<b>.safetensors", hash: "0")
    page.reaches = reaches
    let typesetter = Typesetter()
    return try page.html(
      software: "lstm-lab", measure: typesetter, typesetter: typesetter)
  }

  private static func part(_ id: String, of page: String) -> String? {
    page.components(separatedBy: "id=\"\(id)\">").dropFirst().first?
      .components(separatedBy: "</script>").first
  }

  /// How far a unit goes is in the header, where the script ends its colours.
  @Test func thePageKnowsHowFarUnitsGo() throws {
    let header = try #require(
      Self.part("header", of: Self.page("ab", reaches: [["c": [3.5, 20]]])))
    #expect(header.contains(#""reach":{"c":[3.5,20]}"#), "\(header)")
  }

  @Test func textsAndVocabulariesCannotEndTheScript() throws {
    let text = "ab</script><script>alert(1)</script>{{script}}"
    let page = try Self.page(text)
    // Four parts of the page are scripts.
    #expect(page.components(separatedBy: "</script>").count == 5)
    #expect(!page.contains("<script>alert"))
    let header = try #require(Self.part("header", of: page))
    let json = try JSONSerialization.jsonObject(with: Data(header.utf8))
    let view = (json as? [String: Any])?["view"] as? [String: Any]
    #expect(view?["text"] as? String == text)
    #expect(page.contains("<title>a&lt;b&gt;: "))
  }

  @Test func whatIsNotFilledInIsNoPage() throws {
    let page = try Self.page("ab")
    #expect(!page.contains("{{"))
    #expect(page.contains("id=\"agreement\""))
    #expect(page.contains("<noscript>"))
    #expect(page.contains("<svg"))
    for word in ["http:", "https:", "src=", "@import", "url("] {
      let found = page.replacingOccurrences(
        of: "http://www.w3.org/2000/svg", with: ""
      ).contains(word)
      #expect(!found, "\(word)")
    }
  }

  /// What follows the policy's hashes is what stands in the page.
  @Test func everyModuleIsThere() {
    let script = PageScript(cells: [("lstm", CellFamily.lstm.javascript)])
    for module in ["main", "model", "reading", "heatmap", "tour", "series"] {
      #expect(script.text.contains("const \(module)Module = "), "\(module)")
    }
    #expect(!script.text.contains("\nimport "))
    #expect(!script.text.contains("\nexport "))
    #expect(!script.text.contains("</script"))
  }

  @Test func weightsKeepTheirPlaces() throws {
    var numbers = PageNumbers()
    let first = numbers.add(Vector([1, 2, 3]))
    let second = numbers.add(Matrix(rows: 1, columns: 2, [0.5, -4]))
    #expect(first.at == 0 && second.at == 3 && second.shape == [1, 2])
    let data = try #require(Data(base64Encoded: numbers.base64))
    let floats = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(floats == [1, 2, 3, 0.5, -4])
  }

  /// Published values of FNV-1a: that of nothing, and that of one word of 0.
  @Test func theDigestSeesEveryWeight() {
    #expect(PageNumbers().digest == 0x811c_9dc5)
    func digest(_ weights: [Double]) -> UInt32 {
      var numbers = PageNumbers()
      _ = numbers.add(weights: weights, shape: [weights.count])
      return numbers.digest
    }
    #expect(digest([0]) == UInt32(0x811c_9dc5) &* 0x0100_0193)
    let weights = [0.5, -1, 2, 1e-7]
    for k in weights.indices {
      var altered = weights
      altered[k] = Double(Float(weights[k]).nextUp)
      #expect(digest(altered) != digest(weights), "weight \(k)")
    }
    #expect(digest([1, 2]) != digest([2, 1]))
  }

  /// The tour holds a gate over steps that are there.
  @Test(arguments: ["a", "ab", "abababab"])
  func theTourStaysInTheText(_ text: String) throws {
    let header = try #require(Self.part("header", of: try Self.page(text)))
    let json = try JSONSerialization.jsonObject(with: Data(header.utf8))
    let span = try #require((json as? [String: Any])?["tourSpan"] as? [Int])
    try #require(span.count == 2)
    #expect(0 <= span[0] && span[0] <= span[1] && span[1] < text.count)
  }

  @Test(arguments: CellFamily.members)
  func everyCellHasItsLines(_ kind: CellDefinition) {
    let part = PageHeader.CellPart(kind)
    let keys = Set(part.equations.map(\.key))
    for quantity in kind.recorded {
      #expect(keys.contains(quantity.key), "\(quantity.key) of \(kind.name)")
    }
  }
}
