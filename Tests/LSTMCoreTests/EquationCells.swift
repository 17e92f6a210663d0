import LSTMCore

/// A cell of the family by its equations, of zero weights.
func equationCell(
  _ name: String, inputs: Int = 3, units: Int, blocks: Int? = nil,
  projection: Int? = nil
) -> EquationCell {
  EquationCell(
    CellFamily.known(name),
    CellSizes(
      inputs: inputs, units: units, blocks: blocks, projection: projection))
}
