import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

extension EvaluateCommand {
  /// Scores a model that labels texts on a table of them.
  func evaluateLabels(_ model: ModelFile, _ path: String) throws {
    guard held.isEmpty else {
      throw ValidationError("--clamp is not for models that label texts.")
    }
    let (vocabulary, classes) = try model.requireClasses()
    let columns = try columns(of: model)
    let table = try LabelledTable.load(
      path, text: columns.text, label: columns.label)
    let places = try places(in: table, model)
    if part == .all {
      sayIfLearnt(table, by: model, hint: "--part test scores")
    }
    let labels = try table.indices(of: classes.names, places)
    let score = LabelScore(
      try logits(of: model.model, vocabulary, table, places).map(softmax),
      labels: labels, classes: classes.names)
    let words = table.words()
    let baselines = try baselines(
      model, places.map { words[$0] }, labels, columns)
    try Output.write(to: nil) { sink in
      for line in score.lines { try sink.write(line + "\n") }
      let others = baselines?.comparison(with: score) ?? []
      for line in (others.isEmpty ? [] : [""]) + others {
        try sink.write(line + "\n")
      }
    }
  }

  /// By the fast path, or for a cell without one by the reference.
  private func logits(
    of model: Model, _ vocabulary: Vocabulary, _ table: LabelledTable,
    _ places: [Int]
  ) throws -> [Vector] {
    let tokens = vocabulary.tokenisation
    let texts = places.map {
      LabelledTexts.symbols(of: tokens.split(table.texts[$0]), in: vocabulary)
    }
    if let fast = try? FloatModel(model) {
      return fast.logits(of: texts, threads: workers.count)
    }
    return texts.map { text in
      model.classLogits(of: model.trace(over: text.map { Int($0) }))
    }
  }

  /// The columns asked for, or those of the training.
  private func columns(
    of model: ModelFile
  ) throws -> (text: String, label: String) {
    guard let text = labelled.text ?? model.metadata[.textColumn],
      let label = labelled.label ?? model.metadata[.labelColumn]
    else {
      throw ValidationError(
        "\(model.name) does not say which columns hold texts and labels: give "
          + "--text COLUMN and --label COLUMN.")
    }
    return (text, label)
  }

  /// Which texts are scored: all, or a part as the training divided them.
  private func places(
    in table: LabelledTable, _ model: ModelFile
  ) throws -> [Int] {
    guard part != .all else { return Array(table.texts.indices) }
    let texts = try divided(table, model)
    return switch part {
    case .all: Array(table.texts.indices)
    case .training: texts.training
    case .validation: texts.validation
    case .test: texts.test
    }
  }

  private func divided(
    _ table: LabelledTable, _ model: ModelFile
  ) throws -> LabelledTexts {
    var settings = LabelGradients.defaults
    settings.adopt(summary: model.metadata[.settings] ?? "")
    return try LabelledTexts(
      table.texts, labels: table.labels, settings,
      vocabulary: model.requireClasses().0,
      classes: model.requireClasses().1.names)
  }

  private func baselines(
    _ model: ModelFile, _ words: [[String]], _ labels: [Int],
    _ columns: (text: String, label: String)
  ) throws -> LabelBaselines? {
    guard let path = baselines ?? (part == .all ? nil : file) else {
      if !messages.quiet {
        Talk.note(
          "note: --baselines TABLE, the table it was trained on, scores what "
            + "simpler methods learn from it.")
      }
      return nil
    }
    let table = try LabelledTable.load(
      path, text: columns.text, label: columns.label)
    return LabelBaselines(
      try divided(table, model), words: table.words(), scoring: words,
      labels: labels)
  }
}

/// Says that a model has read a table in training, so that scores flatter it.
func sayIfLearnt(
  _ table: LabelledTable, by model: ModelFile, hint: String
) {
  guard model.metadata[.corpusSHA256] == table.sha256 else { return }
  Talk.note(
    "note: \(model.name) was trained on nine tenths of this table; \(hint) the "
      + "tenth that it has not read.")
}

extension LabelledTable {
  /// The labels of some texts as places among a model's classes.
  fileprivate func indices(
    of classes: [String], _ places: [Int]
  ) throws(LabelledTextsError) -> [Int] {
    var indices: [Int] = []
    for place in places {
      guard let index = classes.firstIndex(of: labels[place]) else {
        throw .unknownClass(labels[place], known: classes)
      }
      indices.append(index)
    }
    return indices
  }
}
