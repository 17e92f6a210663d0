import Inspection
import LSTMCore
import Wording

extension CellDiagram.Moment {
  /// What one unit of a layer computed at some steps of a run. The run is read
  /// to its end, so that the colours of the memory are those of the whole.
  ///
  /// - Parameter limit: the largest |C| that colours show; nil to fit it to the
  ///   run.
  /// - Throws: `InspectionError` for a step, layer or unit that is not there.
  package static func moments(
    of run: some Sequence<(item: Item, steps: [Step])>, by model: Model,
    at wanted: ClosedRange<Int>, layer: Int, unit: Int, limit: Double? = nil
  ) throws -> [Self] {
    try model.stack.require(layer: layer, unit: unit)
    var (previous, count) = (model.stack.initialState[layer], 0)
    var found: [(label: String, step: Step, previous: State)] = []
    var memory: [Double] = []
    for (item, steps) in run {
      let state = steps[layer].state
      let values = state.cell.count > 0 ? state.cell : state.hidden
      memory.append(values[unit])
      if wanted.contains(count) {
        found.append((item.label, steps[layer], previous))
      }
      (previous, count) = (state, count + 1)
    }
    guard found.count == wanted.count else {
      throw InspectionError.noStep(wanted.upperBound, count: count)
    }
    let limit = limit ?? max(1, ValueScale.fitted(to: memory).limit)
    return zip(wanted, found).map { index, found in
      var moment = Self(
        index: index, unit: unit, character: found.label, step: found.step,
        previous: found.previous, memoryLimit: limit,
        cell: model.stack.cells[layer].definition)
      moment.cost = cost(of: model.stack.cells[layer])
      return moment
    }
  }

  private static func cost(of cell: some Cell) -> String {
    let count = cell.parameters.reduce(0) {
      $0 + $1.shape.reduce(1, *)
    }
    return """
      Weights of this layer: \(grouped(count)), for H = \
      \(cell.hiddenSize) units that read I = \(cell.inputSize) values.
      """
  }
}
