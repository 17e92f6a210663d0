import LSTMCore
import ModelFiles
import Testing

/// Files that are sound as safetensors and hold no usable model.
@Suite struct ModelContentTests {
  @Test func metadataIsChecked() {
    let entries: [(String, ModelContentError)] = [
      ("[]", .vocabularyEmpty),
      (#"["?","ab"]"#, .vocabularyEntry(index: 1, "ab")),
      (#"["?",""]"#, .vocabularyEntry(index: 1, "")),
      (#"["?","e\u0301"]"#, .vocabularyEntry(index: 1, "e\u{301}")),
      (
        #"["?","a","b","a"]"#,
        .vocabularyRepeats(first: 1, second: 3, "a")
      ),
      (#"["?","a"]"#, .vocabularySize(symbols: 2, embeddingRows: 9)),
    ]
    for (json, error) in entries {
      expect(error) { $0.metadata["vocabulary"] = json }
    }
    for json in ["", "{}", "3", #"["?",3]"#, #"["?","\ud800"]"#, "[\"?\""] {
      let error = failure { $0.metadata["vocabulary"] = json }
      guard case .vocabularyNotStrings = error else {
        Issue.record("\(json): \(String(describing: error))")
        continue
      }
    }
    expect(.vocabularyMissing) { $0.metadata["vocabulary"] = nil }
    expect(.unknownFormat("lstm-lab/2")) {
      $0.metadata["format"] = "lstm-lab/2"
    }
    guard
      case .unknownCell("abacus", let known) = failure({
        $0.metadata["cell"] = "abacus"
      })
    else {
      Issue.record("an abacus is no cell")
      return
    }
    #expect(Set(known) == Set(CellFamily.names))
  }

  /// The unknown symbol may have any string, another entry's too.
  @Test func scalarsAreComparedAsScalars() throws {
    let json = #"["unknown","\u00e9","\u212b","\u00c5","a","b","c","d","e"]"#
    let vocabulary = try #require(
      loaded { $0.metadata["vocabulary"] = json }.reader.vocabulary)
    #expect(vocabulary[0] == "unknown")
    #expect(vocabulary.scalars[1] == "\u{212B}")
    #expect(vocabulary.index(of: "\u{C5}") == 3)
  }

  @Test func theDefaultCellIsAnLSTM() throws {
    #expect(try loaded { $0.metadata["cell"] = nil }.stack.cells.count == 2)
  }

  @Test func theTensorsOfAnotherCellAreRefusedWithBothNames() {
    for name in ["gru", "rnn-tanh", "peephole", "lstm-1997"] {
      expect(.otherCell(said: name, found: "lstm")) {
        $0.metadata["cell"] = name
      }
    }
    let text = "\(ModelContentError.otherCell(said: "gru", found: "lstm"))"
    #expect(text.contains("\"gru\"") && text.contains("\"lstm\""))
    expect(.otherCell(said: "lstm", found: "projected")) {
      $0.tensors.append(
        Tensor(
          name: "lstm.weight_hr_l0", type: .f32, shape: [1], values: [0]))
    }
  }

  @Test func aPlainStateDictIsToldWhatIsMissing() throws {
    let error = #expect(throws: ModelFileError.self) {
      try loaded { $0.metadata = [:] }
    }
    #expect(error?.description.contains("--vocabulary FILE") == true)
  }

  @Test func everyMissingTensorIsNamed() throws {
    let names = try Safetensors.parse(try ModelFile.encode(smallModel()))
      .tensors.map(\.name)
    for name in names where name != "lstm.weight_ih_l1" {
      let rest = names.filter { $0 != name }
      expect(.missingTensor(name, found: rest)) { file in
        file.tensors.removeAll { $0.name == name }
      }
    }
    // Without it the file has one layer, to which the rest does not fit.
    #expect(
      failure { file in
        file.tensors.removeAll { $0.name == "lstm.weight_ih_l1" }
      } != nil)
  }

  @Test func whatDoesNotBelongIsNamed() throws {
    for name in [
      "lstm.weight_ih_l-1", "rnn.bias_ih_l0", "lstm.weight_ih_l0_backward",
    ] {
      expect(.unexpectedTensor(name)) {
        $0.tensors.append(
          Tensor(name: name, type: .f32, shape: [1], values: [0]))
      }
    }
    for number in ["9", "9223372036854775807", "99999999999999999999"] {
      let name = "lstm.weight_ih_l" + number
      let error = failure {
        $0.tensors.append(
          Tensor(name: name, type: .f32, shape: [1], values: [0]))
      }
      #expect(error != nil)
    }
  }

  @Test func everyWrongShapeIsNamed() throws {
    let tensors = try Safetensors.parse(try ModelFile.encode(smallModel()))
      .tensors
    for (k, tensor) in tensors.enumerated() {
      for shape in [
        tensor.shape + [1], [tensor.shape.reduce(1, *)] + [1, 1],
        tensor.shape.dropLast() + [0],
      ] {
        let count = shape.reduce(1, *)
        let error = failure {
          $0.tensors[k] = Tensor(
            name: tensor.name, type: .f32, shape: shape,
            values: [Double](repeating: 0, count: count))
        }
        guard case .wrongShape(_, _, _, _) = error else {
          Issue.record("\(tensor.name) \(shape): \(String(describing: error))")
          continue
        }
      }
    }
  }

  @Test func shapesThatPromiseTooMuchAreRefused() {
    for shape in [[0, Int.max / 8], [0, 1 << 40], [Int.max / 8, 0]] {
      for k in 0..<11 {
        #expect(
          failure { file in
            file.tensors[k] = Tensor(
              name: file.tensors[k].name, type: .f32, shape: shape, values: [])
          } != nil)
      }
    }
  }

  @Test func weightsMustBeFinite() throws {
    let tensors = try Safetensors.parse(try ModelFile.encode(smallModel()))
      .tensors
    for (k, tensor) in tensors.enumerated() {
      var values = tensor.values
      values[values.count - 1] = .nan
      let error = ModelContentError.notFinite(
        tensor: tensor.name, index: tensor.shape.map { $0 - 1 }, value: "nan")
      expect(error) {
        $0.tensors[k] = Tensor(
          name: tensor.name, type: .f32, shape: tensor.shape, values: values)
      }
    }
  }

  private func loaded(
    _ change: (inout Safetensors) -> Void
  ) throws -> Model {
    var file = try Safetensors.parse(try ModelFile.encode(smallModel()))
    change(&file)
    return try ModelFile.parse(file.encode(), name: "m", path: "m").model
  }

  private func failure(
    _ change: (inout Safetensors) -> Void
  ) -> ModelContentError? {
    do {
      _ = try loaded(change)
      return nil
    } catch let ModelFileError.unsuitable("m", error) {
      return error
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  private func expect(
    _ error: ModelContentError, _ change: (inout Safetensors) -> Void
  ) {
    #expect(failure(change) == error)
    #expect("\(error)".count > 40 && "\(error)".hasSuffix("."))
  }
}
