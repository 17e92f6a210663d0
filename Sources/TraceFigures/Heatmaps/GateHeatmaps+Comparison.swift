import LSTMCore

extension GateHeatmaps {
  /// Two runs over as many steps on the same scales, and under them the second
  /// less the first.
  ///
  /// - Parameters:
  ///   - names: what the first and the second are, in a few words.
  ///   - difference: what the difference is; the second less the first unless
  ///     told otherwise.
  package static func comparison(
    _ first: GateHeatmaps, _ second: GateHeatmaps, names: (String, String),
    difference: String? = nil
  ) -> [GateHeatmaps] {
    precondition(
      first.units == second.units
        && first.panels.map(\.quantity) == second.panels.map(\.quantity)
        && first.timeline.count == second.timeline.count,
      "a comparison of heatmaps that have not the same rows and columns")
    var runs = sharingScales([first, second])
    (runs[0].heading, runs[1].heading) = names
    var change = runs[1]
    change.heading = difference ?? "\(names.1) less \(names.0)"
    change.notes = []
    for (k, before) in first.panels.enumerated() {
      let values = change.panels[k].values
      change.panels[k].values = Matrix(
        rows: values.rows, columns: values.columns,
        zip(values.elements, before.values.elements).map { $0 - $1 })
      change.panels[k].scale = .fitted(to: change.panels[k].values.elements)
      (change.panels[k].isChange, change.panels[k].held) = (true, [])
      change.panels[k].scaleSource = .values
    }
    let labels = first.timeline.labels
    if labels != change.timeline.labels {
      change.notes.append("its letters are those of \(names.1)")
    }
    return runs + [change]
  }
}
