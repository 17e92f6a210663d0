import LSTMCore

/// A model of text in single precision, as one flat run of values: one that
/// predicts the next symbol, or one that labels whole texts.
///
/// The gradient of a loss by the weights has the same type.
package struct FloatModel: Equatable, Sendable {
  /// Which characters there are.
  package let vocabulary: Vocabulary
  package let layout: ModelLayout
  package var values: [Float]
  /// What a text may be; nil where the next symbol is predicted.
  package var classes: Readout.Classes?

  /// The weights of `model`, rounded to `Float`.
  ///
  /// Throws `TrainingError.unsupportedCell` when the layers are not all of one
  /// kind that is on the fast path, `TrainingError.noText` for a model that
  /// does not embed symbols and predict the next one or label all of them; one
  /// that labels may have one layer that reads both ways.
  package init(_ model: Model) throws {
    let (cells, isTwoWay) = (model.stack.cells, !model.stack.isOneWay)
    guard case .embedding(let vocabulary, let embedding) = model.reader,
      let readout = model.readout, readout.targets == nil,
      readout.layers.isEmpty, model.stack.initial == nil,
      !isTwoWay || (readout.classes != nil && cells.count == 2)
    else { throw TrainingError.noText }
    let kind = try FastCell(of: cells)
    let layout = ModelLayout(
      symbols: vocabulary.count, embeddingSize: embedding.columns,
      hiddenSizes: cells.map(\.hiddenSize), cell: kind,
      outputs: readout.bias.count, isTwoWay: isTwoWay)
    self.init(
      vocabulary: vocabulary, layout: layout,
      values: [Float](repeating: 0, count: layout.count))
    pack(embedding.elements, into: layout.embedding)
    for (cell, layer) in zip(cells, layout.layers) {
      kind.kernel.pack(cell, into: layer, of: &self)
    }
    classes = readout.classes
    var left = 0
    let top = isTwoWay ? cells.indices : cells.indices.suffix(1)
    for index in top {
      let units = cells[index].hiddenSize
      pack(
        readout.weights.transposed.rows(left..<left + units),
        into: layout.readout, top: layout.readoutRow(of: index))
      left += units
    }
    for symbol in layout.readoutBias.range {
      values[symbol] = absentSymbolBias
    }
    pack(readout.bias.elements, into: layout.readoutBias)
  }

  /// The same weights in double precision, exactly.
  package var doublePrecision: Model {
    Model(
      reader: .embedding(
        vocabulary,
        matrix(
          layout.embedding, rows: layout.symbols,
          columns: layout.embeddingSize)),
      stack: stack,
      readout: Readout(
        weights: readoutRows.transposed,
        bias: Vector(
          values[layout.readoutBias.range].prefix(layout.outputs)
            .map(Double.init)), classes.map { .label($0) } ?? .nextSymbol))
  }

  /// The layers: one above another, or two side by side.
  private var stack: Stack {
    let cells = layout.layers.indices.map {
      layout.cell.kernel.unpack($0, of: self)
    }
    return layout.isTwoWay
      ? Stack(layers: [Stack.Layer(forward: cells[0], reverse: cells[1])])
      : Stack(cells)
  }

  /// Vᵀ without padding; (h of the top layers × outputs).
  private var readoutRows: Matrix {
    let top =
      layout.isTwoWay ? layout.layers.indices : layout.layers.indices.suffix(1)
    return Matrix(
      rows: top.flatMap { index in
        let part = matrix(
          layout.readout, rows: layout.hiddenSizes[index],
          columns: layout.outputs, top: layout.readoutRow(of: index))
        return (0..<part.rows).map { part[row: $0] }
      })
  }

  init(
    vocabulary: Vocabulary, layout: ModelLayout, values: [Float],
    classes: Readout.Classes? = nil
  ) {
    (self.vocabulary, self.layout) = (vocabulary, layout)
    (self.values, self.classes) = (values, classes)
  }

  /// Gives `body` the values as memory, to read.
  func withReadOnlyMemory(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      body(UnsafeMutablePointer(mutating: base))
    }
  }

  /// Gives `body` the values as memory, to write.
  ///
  /// Not `rethrows`: swiftc 6.3.1 can then return a loop counter of `body` as
  /// the error.
  mutating func withMemory(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      body(base)
    }
  }
}

extension Model {
  /// The model on the fast path; nil where it does not embed symbols or its
  /// layers are not all of one kind that has one, and the reference does the
  /// work.
  package var onFastPath: FloatModel? {
    guard predictsSymbols else { return nil }
    do { return try FloatModel(self) } catch { return nil }
  }
}

/// Low enough that e^bias is 0, far enough from the end of `Float` that sums
/// with it are finite.
private let absentSymbolBias: Float = -1e30

extension FloatModel {
  private mutating func pack(
    _ elements: [Double], into segment: ModelLayout.Segment
  ) {
    for (k, value) in elements.enumerated() {
      values[segment.offset + k] = Float(value)
    }
  }

  /// Packs a table into `segment`, from row `top` and column `left` on.
  fileprivate mutating func pack(
    _ matrix: Matrix, into segment: ModelLayout.Segment, top: Int = 0,
    left: Int = 0
  ) {
    for r in 0..<matrix.rows {
      let start = segment.offset + (top + r) * segment.columns + left
      for c in 0..<matrix.columns { values[start + c] = Float(matrix[r, c]) }
    }
  }

  fileprivate func matrix(
    _ segment: ModelLayout.Segment, rows: Int, columns: Int, top: Int = 0,
    left: Int = 0
  ) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    for r in 0..<rows {
      let start = segment.offset + (top + r) * segment.columns + left
      for c in 0..<columns { matrix[r, c] = Double(values[start + c]) }
    }
    return matrix
  }
}

extension Matrix {
  /// Some of the rows.
  fileprivate func rows(_ range: Range<Int>) -> Matrix {
    Matrix(rows: range.map { self[row: $0] })
  }
}

extension CellKernel {
  /// Writes the weights of a cell of the kernel's kind into `layer`.
  fileprivate static func pack(
    _ cell: any Cell, into layer: ModelLayout.Layer, of model: inout FloatModel
  ) {
    for (group, name) in inputs.enumerated() {
      model.pack(
        cell[matrix: name].transposed, into: layer.input,
        left: group * layer.width)
    }
    for (group, name) in recurrents.enumerated() {
      model.pack(
        cell[matrix: name].transposed, into: layer.recurrent,
        left: group * layer.width)
    }
    for (group, name) in biases.enumerated() {
      model.pack(
        Matrix(rows: [cell[vector: name]]), into: layer.bias,
        left: group * layer.width)
    }
    if !unitWeights.isEmpty {
      model.pack(
        Matrix(rows: unitWeights.map { cell[vector: $0] }),
        into: layer.unitWeights)
    }
  }

  /// The cell of a layer, in double precision.
  fileprivate static func unpack(
    _ index: Int, of model: FloatModel
  ) -> any Cell {
    let (layout, layer) = (model.layout, model.layout.layers[index])
    let units = layout.hiddenSizes[index]
    let inputs =
      layout.readsSymbols(index)
      ? layout.embeddingSize : layout.hiddenSizes[index - 1]
    func table(
      _ segment: ModelLayout.Segment, _ group: Int, rows: Int
    ) -> Matrix {
      model.matrix(
        segment, rows: rows, columns: units, left: group * layer.width)
    }
    var cell = layout.cell.reference.layer(inputs: inputs, units: units)
    for (group, name) in self.inputs.enumerated() {
      cell[matrix: name] = table(layer.input, group, rows: inputs).transposed
    }
    for (group, name) in recurrents.enumerated() {
      cell[matrix: name] =
        table(layer.recurrent, group, rows: units).transposed
    }
    for (group, name) in biases.enumerated() {
      cell[vector: name] = table(layer.bias, group, rows: 1)[row: 0]
    }
    let own = table(layer.unitWeights, 0, rows: unitWeights.count)
    for (row, name) in unitWeights.enumerated() {
      cell[vector: name] = own[row: row]
    }
    return cell
  }
}
