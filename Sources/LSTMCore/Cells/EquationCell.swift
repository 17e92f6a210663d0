/// A layer of any kind of cell, by its equations.
public struct EquationCell: Cell {
  /// Its kind.
  public let definition: CellDefinition
  /// How large it is.
  public let sizes: CellSizes
  /// One for each letter of the program; none at all in a gradient that is not
  /// asked for.
  var matrices: [Matrix]
  var vectors: [Vector]

  /// A layer of zero weights.
  public init(_ definition: CellDefinition, _ sizes: CellSizes) {
    (self.definition, self.sizes) = (definition, sizes)
    matrices = definition.program.matrices.map {
      Matrix(rows: $0.rows(sizes), columns: $0.columns?(sizes) ?? 1)
    }
    vectors = definition.program.vectors.map {
      Vector(zeros: $0.rows(sizes))
    }
  }

  /// A layer of zero weights whose blocks are of one cell each, and whose
  /// projection, if it has one, halves the units.
  public init(_ definition: CellDefinition, inputs: Int, units: Int) {
    self.init(definition, CellSizes(inputs: inputs, units: units))
  }

  /// The same sizes with zero weights.
  public var zeros: EquationCell { EquationCell(definition, sizes) }

  /// A gradient that receives nothing.
  public var nothing: EquationCell {
    var cell = self
    (cell.matrices, cell.vectors) = ([], [])
    return cell
  }

  /// This cell.
  public var byEquations: EquationCell { self }

  /// The values of one array of `parameters`, row after row for a matrix.
  public subscript(parameter index: Int) -> [Double] {
    get {
      let array = definition.arrays[index]
      guard array.columns != nil else {
        let values = vectors[array.weight]
        return array.parts == 1
          ? values.elements : values[part(of: array)].elements
      }
      let matrix = matrices[array.weight]
      if array.parts == 1 { return matrix.elements }
      let rows = part(of: array)
      return Array(
        matrix.elements[
          rows.lowerBound * matrix.columns..<rows.upperBound * matrix.columns])
    }
    set {
      let array = definition.arrays[index]
      let rows = part(of: array)
      guard let columns = array.columns.map({ $0(sizes) }) else {
        vectors[array.weight].replace(rows, with: Vector(newValue))
        return
      }
      precondition(
        newValue.count == rows.count * columns,
        "\(newValue.count) values for \(rows.count) × \(columns)")
      guard array.parts > 1 else {
        matrices[array.weight] = Matrix(
          rows: rows.count, columns: columns, newValue)
        return
      }
      for (k, row) in rows.enumerated() {
        matrices[array.weight][row: row] = Vector(
          Array(newValue[k * columns..<(k + 1) * columns]))
      }
    }
  }

  private func part(of array: StoredArray) -> Range<Int> {
    let rows = array.rows(sizes)
    return array.part * rows..<(array.part + 1) * rows
  }
}
