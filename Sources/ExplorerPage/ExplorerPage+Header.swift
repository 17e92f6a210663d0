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
    return PageHeader(
      model: PageHeader.ModelName(name: name, argument: argument),
      reader: reader(&weights),
      layers: model.stack.cells.indices.map { layer($0, &weights) },
      readout: model.readout.map { readout($0, &weights) },
      cells: Dictionary(
        model.stack.cells.map(\.definition).map {
          ($0.name, PageHeader.CellPart($0))
        }, uniquingKeysWith: { first, _ in first }),
      colours: Self.colours, findings: findings,
      view: PageHeader.View(
        text: text, step: step, unit: unit, quantity: memory.key,
        order: findings.isEmpty ? "index" : "found"),
      tourSpan: [step, min(step + 3, max(0, recording.count - 1))],
      corpus: corpus, reference: reference(&trace))
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
    var limits: [String: Double] = [:]
    for quantity in definition.recorded
    where PageHeader.QuantityPart.Range(of: quantity, in: definition)
      .isUnbounded
    {
      let values = recording.trace.steps.flatMap {
        $0[index][quantity].elements
      }
      limits[quantity.key] = max(1, ValueScale.fitted(to: values).limit)
    }
    return PageHeader.LayerPart(
      cell: definition.name, inputs: cell.inputSize, units: cell.hiddenSize,
      states: Dictionary(
        uniqueKeysWithValues: definition.states.map {
          ($0.key, cell.width(of: $0))
        }), weights: places, limits: limits)
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

  /// The first steps as the core computed them.
  private func reference(
    _ trace: inout PageNumbers
  ) -> PageHeader.Reference {
    let count = min(Self.checkedSteps, recording.count)
    let keys = recording.model.stack.cells.map(\.recorded)
    for steps in recording.trace.steps.prefix(count) {
      for (step, quantities) in zip(steps, keys) {
        for quantity in quantities { trace.add(exactly: step[quantity]) }
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

  /// A unit that something is known of, or else one that moves most, and the
  /// step at which its memory changes most.
  private var firstChoice: (unit: Int, step: Int) {
    let cell = recording.model.stack.cells[0]
    let quantity = MemoryRule(of: cell)?.quantity ?? .hidden
    let steps = recording.trace.steps
    func jump(_ unit: Int) -> (size: Double, step: Int) {
      var best = (size: 0.0, step: 0)
      for t in steps.indices.dropFirst() {
        let size = abs(
          steps[t][0][quantity][unit] - steps[t - 1][0][quantity][unit])
        if size > best.size { best = (size, t) }
      }
      return best
    }
    let known =
      findings.first { $0.label == "quotation" && $0.layer == 0 }
      ?? findings.first { $0.layer == 0 }
    let unit =
      known?.unit
      ?? (0..<cell.width(of: quantity)).max { jump($0).size < jump($1).size }
      ?? 0
    return (unit, jump(unit).step)
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

extension PageHeader.QuantityPart.Range {
  var isUnbounded: Bool { if case .unbounded = self { true } else { false } }
}

extension Vocabulary {
  /// Every symbol as text, in the order of the indices.
  fileprivate var symbols: [String] { (0..<count).map { self[$0] } }
}
