import LSTMCore

/// How far the quantities of a model go that have no bounds of their own, C
/// above all, over a text or rows of reference. Kept with the model, so that a
/// colour means the same in all heatmaps of the model, and in all pictures of one
/// unit by itself, however little they show.
///
/// In the metadata under `scales`, as JSON by quantity:
///
///     {"c":{"all":4.1,"units":[[0.98,4.4],[2.1,1.3]]}}
package struct ReferenceScales: Equatable, Sendable {
  private let reaches: [String: Reach]

  /// How far the magnitudes of a quantity go.
  private struct Reach: Codable, Equatable, Sendable {
    /// What 90 % of all do not exceed, in the layer that goes furthest. A few
    /// units go many times further than all others, and would leave those pale.
    var all: Double
    /// What 99.5 % of each unit's do not exceed, layer by layer.
    var units: [[Double]]

    var isSound: Bool {
      (units.joined() + [all]).allSatisfy { $0.isFinite && $0 >= 0 }
    }
  }

  /// The quantities that have a scale.
  package var quantities: [Quantity] {
    reaches.keys.sorted().map(Quantity.init)
  }

  /// What 90 % of the magnitudes of a quantity do not exceed, in the layer that
  /// goes furthest; nil where that is not known.
  package func reach(of quantity: Quantity) -> Double? {
    reaches[quantity.key]?.all
  }

  /// What nearly all magnitudes of each unit of a layer do not exceed, by the
  /// keys of the quantities.
  package func reaches(layer: Int) -> [String: [Double]] {
    reaches.compactMapValues {
      $0.units.indices.contains(layer) && !$0.units[layer].isEmpty
        ? $0.units[layer] : nil
    }
  }

  /// What nearly all magnitudes of one unit do not exceed; nil where that is not
  /// known.
  package func reach(
    of quantity: Quantity, layer: Int, unit: Int
  ) -> Double? {
    guard let units = reaches[quantity.key]?.units,
      units.indices.contains(layer), units[layer].indices.contains(unit)
    else { return nil }
    return units[layer][unit]
  }
}

// MARK: Measuring

extension ReferenceScales {
  /// The most steps that are read.
  package static let mostSteps = 10_000

  /// How many steps are worth their time: about two seconds of products, but some
  /// hundreds in any case.
  package static func steps(for model: Model) -> Int {
    min(mostSteps, max(500, 2_000_000_000 / max(1, model.parameterCount)))
  }

  /// What a model does over the first steps of sequences, each from its initial
  /// state; nil for a model all of whose quantities have bounds, and for nothing
  /// read.
  package init?(of model: Model, reading sequences: [[Datum]]) {
    let cells = model.stack.cells
    let unbounded = cells.map { cell in
      cell.definition.quantities.filter {
        let range = cell.definition.range(of: $0)
        return !$0.isPreactivation
          && (range == .unbounded || range == .nonNegative)
      }
    }
    var magnitudes = unbounded.map { $0.map { _ in [[Double]]() } }
    let most = Self.steps(for: model)
    var count = 0
    func add(_ steps: [Step]) {
      for (layer, quantities) in unbounded.enumerated() {
        for (place, quantity) in quantities.enumerated() {
          magnitudes[layer][place].append(
            steps[layer][quantity].elements.map(\.magnitude))
        }
      }
      count += 1
    }
    for sequence in sequences {
      let part = Array(sequence.prefix(most - count))
      if model.stack.isOneWay {
        for steps in model.steps(over: part) { add(steps) }
      } else if !part.isEmpty {
        model.trace(over: part).steps.forEach(add)
      }
    }
    guard count > 0 else { return nil }
    reaches = Self.reaches(
      zip(unbounded, magnitudes).map { Array(zip($0, $1)) })
    guard !reaches.isEmpty, reaches.values.allSatisfy(\.isSound) else {
      return nil
    }
  }

  /// The reaches of magnitudes, which are by layer, quantity, step and unit.
  private static func reaches(
    _ layers: [[(quantity: Quantity, steps: [[Double]])]]
  ) -> [String: Reach] {
    var reaches: [String: Reach] = [:]
    for (layer, quantities) in layers.enumerated() {
      for (quantity, steps) in quantities {
        var reach =
          reaches[quantity.key] ?? Reach(all: 0, units: layers.map { _ in [] })
        reach.all = max(reach.all, Self.reach(0.9, of: steps.joined()))
        reach.units[layer] = steps[0].indices.map { unit in
          Self.reach(0.995, of: steps.lazy.map { $0[unit] })
        }
        reaches[quantity.key] = reach
      }
    }
    return reaches
  }

  /// What a share does not exceed, to three digits: more say nothing of a colour.
  private static func reach(
    _ share: Double, of values: some Sequence<Double>
  ) -> Double {
    let value = Array(values).percentile(share)
    guard value > 0, value.isFinite else { return value }
    let unit = pow(10, 2 - floor(log10(value)))
    return (value * unit).rounded(.up) / unit
  }
}

// MARK: In the metadata

extension ReferenceScales {
  /// Reads what `json` gave; nil for anything else.
  package init?(json: String) {
    guard
      let reaches = try? JSONDecoder().decode(
        [String: Reach].self, from: Data(json.utf8)),
      reaches.values.allSatisfy(\.isSound)
    else { return nil }
    self.reaches = reaches
  }

  /// The scales as they are kept.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(reaches)).map {
      String(decoding: $0, as: UTF8.self)
    } ?? "{}"
  }
}

extension ModelFile {
  /// The scales kept with the model; nil where there are none.
  package var scales: ReferenceScales? {
    metadata[.scales].flatMap(ReferenceScales.init(json:))
  }
}
