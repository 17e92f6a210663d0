import LSTMCore
import TraceFigures

/// What the page's script is told, as JSON.
struct PageHeader: Encodable {
  var model: ModelName
  var reader: ReaderPart
  var layers: [LayerPart]
  var readout: ReadoutPart?
  var cells: [String: CellPart]
  var colours: [String: String]
  var findings: [ExplorerPage.Finding]
  var view: View
  var tourSpan: [Int]
  var corpus: ExplorerPage.Corpus?
  var reference: Reference
  /// What the script finds when it reads all weights.
  var digest: UInt32

  struct ModelName: Encodable {
    let name: String
    /// What `--model` takes.
    let argument: String
  }

  struct ReaderPart: Encodable {
    let kind: String
    var vocabulary: [String]?
    var unknown: Int?
    var embedding: PageNumbers.Place?
    var columns: [String]?
    var mean, scale: [Double]?
    /// What `--csv` takes.
    var source: String?
  }

  struct LayerPart: Encodable {
    let cell: String
    let inputs, units: Int
    let states: [String: Int]
    let weights: [String: PageNumbers.Place]
    /// How far each unit goes in a text of reference, by quantity.
    let reach: [String: [Double]]
  }

  struct ReadoutPart: Encodable {
    let weights, bias: PageNumbers.Place
    var targets: [String]?
    var ahead: Int?
    var mean, scale: [Double]?
  }

  struct CellPart: Encodable {
    let name, title: String
    let quantities: [QuantityPart]
    let equations: [EquationPart]
    let diagram: DiagramParts?
  }

  struct QuantityPart: Encodable {
    let key, symbol, name: String
    let range: Range

    enum Range: Encodable {
      case gate, limit(Double), unbounded

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .gate: try container.encode("gate")
        case .limit(let limit): try container.encode(limit)
        case .unbounded: try container.encodeNil()
        }
      }
    }
  }

  struct EquationPart: Encodable {
    let key, text: String
    /// What it is made of where it is no sum of weights.
    let of: [Operand]

    struct Operand: Encodable {
      let key: String
      let before: Bool
    }
  }

  struct View: Encodable {
    var text: String
    var step, unit: Int
    var layer = 0
    var quantity: String
    var order: String
    var all = false
    var holds: [String] = []
    var compare = "", other = ""
    var temperature = 0.8
    var theme = "auto"
  }

  struct Reference: Encodable {
    var items: [Item]
    /// The quantities of each layer, in the order of the numbers.
    var keys: [[String]]

    enum Item: Encodable {
      case symbol(Int), row([Double])

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .symbol(let index): try container.encode(index)
        case .row(let row): try container.encode(row)
        }
      }
    }
  }
}
