import Drawing
import LSTMCore
import TraceFigures

extension ExplorerPage {
  /// What the script is told, its numbers apart.
  func header(
    weights: inout PageNumbers, trace: inout PageNumbers
  ) -> PageHeader {
    let model = recording.model
    let (unit, step) = firstChoice
    let memory =
      MemoryRule(of: model.stack.cells[0])?.quantity ?? .hidden
    let reader = self.reader(&weights)
    let layers = model.stack.cells.indices.map { layer($0, &weights) }
    let readout = model.readout.flatMap {
      $0.layers.isEmpty ? self.readout($0, &weights) : nil
    }
    return PageHeader(
      model: PageHeader.ModelName(name: name, argument: argument),
      reader: reader, layers: layers, readout: readout,
      cells: Dictionary(
        model.stack.cells.map(\.definition).map {
          ($0.name, PageHeader.CellPart($0))
        }, uniquingKeysWith: { first, _ in first }),
      colours: Self.colours, findings: findings,
      view: PageHeader.View(
        text: text, step: step, unit: unit, quantity: memory.key,
        order: findings.isEmpty ? "index" : "found"),
      tourSpan: tourSpan(unit: unit, after: step),
      corpus: corpus, reference: reference(&trace), digest: weights.digest)
  }

  private func reader(_ weights: inout PageNumbers) -> PageHeader.ReaderPart {
    switch recording.model.reader {
    case .embedding(let vocabulary, let matrix):
      return PageHeader.ReaderPart(
        kind: "symbols", vocabulary: vocabulary.symbols, unknown: 0,
        embedding: weights.add(matrix))
    case .oneHot(let vocabulary):
      return PageHeader.ReaderPart(
        kind: "symbols", vocabulary: vocabulary.symbols, unknown: 0)
    case .rows(let columns, let scaling):
      let names =
        columns.isEmpty ? recording.read.series?.columns ?? [] : columns
      return PageHeader.ReaderPart(
        kind: "rows", columns: names, mean: scaling.mean.elements,
        scale: scaling.scale.elements, source: source)
    }
  }

  private func layer(
    _ index: Int, _ weights: inout PageNumbers
  ) -> PageHeader.LayerPart {
    let cell = recording.model.stack.cells[index]
    let definition = cell.definition
    var places: [String: PageNumbers.Place] = [:]
    for (letters, shape, values) in cell.lettered {
      places[letters] = weights.add(weights: values, shape: shape)
    }
    return PageHeader.LayerPart(
      cell: definition.name, inputs: cell.inputSize, units: cell.hiddenSize,
      states: Dictionary(
        uniqueKeysWithValues: definition.states.map {
          ($0.key, cell.width(of: $0))
        }), weights: places,
      reach: reaches.indices.contains(index) ? reaches[index] : [:])
  }

  private func readout(
    _ readout: Readout, _ weights: inout PageNumbers
  ) -> PageHeader.ReadoutPart {
    let targets = readout.targets
    return PageHeader.ReadoutPart(
      weights: weights.add(readout.weights), bias: weights.add(readout.bias),
      targets: targets?.names, ahead: targets?.ahead,
      mean: targets?.scaling.mean.elements,
      scale: targets?.scaling.scale.elements)
  }

  /// The first steps as the core computed them, and what each predicts.
  private func reference(
    _ trace: inout PageNumbers
  ) -> PageHeader.Reference {
    let count = min(Self.checkedSteps, recording.count)
    let keys = recording.model.stack.cells.map(\.recorded)
    for steps in recording.trace.steps.prefix(count) {
      for (step, quantities) in zip(steps, keys) {
        for quantity in quantities { trace.add(exactly: step[quantity]) }
      }
      // The page predicts nothing where layers stand before the readout.
      if let readout = recording.model.readout, readout.layers.isEmpty {
        let model = recording.model
        trace.add(
          exactly: model.prediction(after: steps)
            ?? readout(model.stack.output(of: steps)))
      }
    }
    return PageHeader.Reference(
      items: recording.read.data.prefix(count).map { datum in
        switch datum {
        case .symbol(let index): .symbol(index)
        case .row(let row): .row(row.elements)
        }
      }, keys: keys.map { $0.map(\.key) })
  }

  /// A unit that something is known of, or else one that writes most, and the
  /// step at which it writes most.
  private var firstChoice: (unit: Int, step: Int) {
    let cell = recording.model.stack.cells[0]
    let steps = recording.trace.steps
    let rule = MemoryRule(of: cell)
    func write(_ unit: Int) -> (size: Double, step: Int) {
      let sizes = steps.indices.dropFirst().map { t in
        rule?.written(steps[t][0], unit: unit).magnitude
          ?? abs(steps[t][0][.hidden][unit] - steps[t - 1][0][.hidden][unit])
      }
      let most = sizes.max() ?? 0
      return (most, (sizes.firstIndex(of: most) ?? -1) + 1)
    }
    let known =
      findings.first { $0.label == "quotation" && $0.layer == 0 }
      ?? findings.first { $0.layer == 0 }
    let width = cell.width(of: rule?.quantity ?? .hidden)
    let unit =
      known?.unit ?? (0..<width).max { write($0).size < write($1).size } ?? 0
    return (unit, write(unit).step)
  }

  /// The steps after a write over which the unit keeps it, a dozen at most.
  private func tourSpan(unit: Int, after step: Int) -> [Int] {
    let last = max(0, recording.count - 1)
    let rule = MemoryRule(of: recording.model.stack.cells[0])
    let first = min(step + 1, last)
    var end = first
    while end < min(last, first + 11),
      rule.map({ $0.kept(recording.trace.steps[end + 1][0], unit: unit) > 0.5 })
        ?? (end < first + 3)
    {
      end += 1
    }
    return [first, end]
  }

  /// The colour maps as digits, 255 colours each.
  private static let colours = [
    "gate": digits(.viridis), "signed": digits(.orangeToBlue),
    "signedOnDark": digits(.orangeToBlueOnDark),
  ]

  private static func digits(_ map: ColourMap) -> String {
    map.levels.map { String($0.hex.dropFirst()) }.joined()
  }
}

extension Vocabulary {
  /// Every symbol as text, in the order of the indices.
  fileprivate var symbols: [String] { (0..<count).map { self[$0] } }
}
