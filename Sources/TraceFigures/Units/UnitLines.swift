import Drawing
import Inspection
import LSTMCore
import Wording

/// A few units of a layer over a text as lines, one under another: the memory C
/// of each in a scale of its own, h pale behind it, and marks where it forgets
/// and where it writes. What a heatmap of many units hides is seen here at a
/// glance.
///
///     var lines = UnitLines(of: model.stack.cells[0], layer: 0, units: [11, 90])
///     for (item, steps) in run { lines.add(steps[0], label: item.label) }
///     let scene = lines.scene(measure: Typesetter())
package struct UnitLines: Equatable, Figure {
  /// The layer.
  package let layer: Int
  /// What the lines show: C, or h of a cell that has no other memory.
  package let memory: Quantity
  /// The units from top to bottom.
  package private(set) var tracks: [Track]
  /// What was read.
  package var timeline = Timeline(characters: [])
  /// What else the caption says.
  package var notes: [String] = []
  private let recorded: Set<Quantity>

  /// One unit over time.
  package struct Track: Equatable, Sendable {
    /// Which unit.
    package let unit: Int
    /// What it is called; nil for its number alone.
    package var name: String?
    /// The memory after each step.
    package fileprivate(set) var memory: [Double] = []
    /// h after each step; empty where h is the memory, or where the unit has
    /// none.
    package fileprivate(set) var hidden: [Double] = []
    /// The steps at which its forget gate is below ½.
    package fileprivate(set) var forgets: [Int] = []
    /// The steps at which its input gate is above ½.
    package fileprivate(set) var writes: [Int] = []
  }

  /// Lines of some units, without steps yet.
  ///
  /// - Parameter names: what units are called, by number.
  package init(
    of cell: some Cell, layer: Int, units: [Int], names: [Int: String] = [:]
  ) {
    self.layer = layer
    recorded = Set(cell.definition.recorded)
    memory = recorded.contains(.cell) ? .cell : .hidden
    tracks = units.map { Track(unit: $0, name: names[$0]) }
  }

  /// Keeps the `count` units whose memory varies most, the one that varies most on top.
  package mutating func keep(mostVarying count: Int) {
    guard count < tracks.count else { return }
    let values = Matrix(
      rows: timeline.stepCount, columns: tracks.count,
      (0..<timeline.stepCount).flatMap { t in tracks.map { $0.memory[t] } })
    notes.append(
      "the \(count) of \(counted(tracks.count, "unit")) whose "
        + "\(memory.symbol) varies most")
    tracks = UnitOrder.variance.columns(of: values).prefix(count).map {
      tracks[$0]
    }
  }

  /// Whether the cell has a gate that forgets and one that writes; elsewhere
  /// half open means something else.
  var hasGates: Bool { memory == .cell && recorded.contains(.forgetGate) }

  /// Adds one step of the layer, and what it read.
  package mutating func add(_ step: Step, label: String) {
    let place = timeline.stepCount
    timeline.labels.append(label)
    timeline.stepCount += 1
    func value(_ quantity: Quantity, _ unit: Int) -> Double? {
      guard recorded.contains(quantity) else { return nil }
      let values = step[quantity]
      let index = unit / step.unitsPerValue(of: quantity)
      return index < values.count ? values[index] : nil
    }
    for index in tracks.indices {
      let unit = tracks[index].unit
      tracks[index].memory.append(value(memory, unit) ?? .nan)
      if memory == .cell, let hidden = value(.hidden, unit) {
        tracks[index].hidden.append(hidden)
      }
      guard memory == .cell else { continue }
      if let f = value(.forgetGate, unit), f < 0.5 {
        tracks[index].forgets.append(place)
      }
      if let i = value(.inputGate, unit), i > 0.5 {
        tracks[index].writes.append(place)
      }
    }
  }

  /// The characters that no font here can show, each once, in reading order.
  package func missingCharacters(measure: some TextMeasure) -> [String] {
    StepLabel.missing(among: timeline.labels, measure: measure)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    var layout = UnitLinesLayout(self, style: style, measure: measure)
    return layout.scene()
  }
}

extension UnitLines {
  /// Every step of every unit.
  package var numbers: FigureNumbers {
    FigureNumbers(
      [
        "step", timeline.noun, "layer", "unit", memory.key, "h", "forgets",
        "writes",
      ],
      tracks.flatMap { track in
        let (forgets, writes) = (Set(track.forgets), Set(track.writes))
        return track.memory.indices.map { k in
          [
            "\(timeline.firstStep + k)", timeline.labels[k], "\(layer)",
            "\(track.unit)", track.memory[k].field,
            track.hidden.isEmpty ? "" : track.hidden[k].field,
            forgets.contains(k) ? "1" : "0", writes.contains(k) ? "1" : "0",
          ]
        }
      })
  }
}
