import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles

extension TrainCommand {
  func validate() throws {
    if labelled.columns.isGiven {
      try validateLabels()
    } else if series.rows.path != nil {
      try validateRows()
    } else if corpus == nil && preset?.text == nil {
      throw ValidationError(
        "Name the text to train on: lstm-lab train my-book.txt -o "
          + "my.safetensors")
    }
    try validateWords()
    try validateOutputs()
    if let cell = kind.cell, !cell.isFast, preset != nil {
      let fast = FastCell.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "--preset is for the cells \(fast), not \(cell.name).")
    }
    if let checkpointEvery, checkpointEvery < 1 {
      throw ValidationError(
        "--checkpoint-every must be at least 1, not \(checkpointEvery).")
    }
    guard from == nil || options.forgetBias == nil else {
      throw ValidationError(
        "--forget-bias is for random weights, and --from MODEL brings its own.")
    }
    // Before a long text is read; what goes on from a model has its sizes.
    if !resume, from == nil {
      var settings = preset?.settings ?? defaults
      apply(to: &settings)
      try requireUsed(settings)
      try requireValid(settings)
    }
  }

  /// What is not said is so, where there is no preset and nothing earlier.
  var defaults: TrainingSettings {
    switch kindOfData {
    case .text: TrainingSettings()
    case .words: .ofWords
    case .rows: RowGradients.defaults
    case .labels: LabelGradients.defaults
    }
  }

  private var kindOfData: TrainingSettings.DataKind {
    if labelled.columns.isGiven { return .labels }
    if series.rows.path != nil { return .rows }
    return options.words ? .words : .text
  }

  private func validateOutputs() throws {
    try ModelOutput.require(output)
    guard let log else { return }
    guard TrainingLog.Format(path: log) != nil else {
      throw ValidationError("--log must end in .csv or .jsonl, not \(log).")
    }
    guard log != output else {
      throw ValidationError("-o and --log name the same file, \(log).")
    }
  }

  /// Refuses what texts with labels do not have.
  private func validateLabels() throws {
    guard corpus != nil, preset == nil, series.rows.path == nil else {
      throw ValidationError(
        "Name the table of texts and labels: lstm-lab train TABLE --text "
          + "COLUMN --label COLUMN -o MODEL, without --csv and --preset.")
    }
    guard options.window == nil, options.loss == nil, options.stride == nil,
      !options.lowercase, !options.words
    else {
      throw ValidationError(
        "--window, --loss, --stride, --lowercase and --words are not for texts "
          + "with labels, which are read whole, by words in lower case.")
    }
  }

  /// Refuses what only words have.
  private func validateWords() throws {
    guard preset == nil || !options.words else {
      throw ValidationError("--preset is of characters: leave --words out.")
    }
    let choosesWords = options.leastCount != nil || options.mostWords != nil
    let isOfWords = options.words || resume || labelled.columns.isGiven
    guard isOfWords || !choosesWords else {
      throw ValidationError(
        "--least-count and --most-words are for words: give --words, or --text "
          + "COLUMN and --label COLUMN.")
    }
    guard from == nil || !choosesWords else {
      throw ValidationError(
        "--least-count and --most-words choose a vocabulary, and --from MODEL "
          + "brings its own.")
    }
  }

  /// Refuses what only a text has.
  private func validateRows() throws {
    guard corpus == nil, preset == nil else {
      throw ValidationError(
        "--csv brings what is learnt: give it without a text and --preset.")
    }
    guard options.embedding == nil, options.loss == nil,
      options.stride == nil, options.dropout == nil, !options.lowercase,
      !options.words
    else {
      throw ValidationError(
        "--embedding, --loss, --stride, --dropout, --lowercase and --words are "
          + "for texts.")
    }
  }

  /// Refuses a setting outside its range, by the name of its option.
  func requireValid(_ settings: TrainingSettings) throws {
    do { try settings.validate() } catch let TrainingError.invalidSetting(
      name, value, allowed)
    {
      let option =
        name == "words" ? "most-words" : name.replacing(" ", with: "-")
      throw ValidationError("--\(option) must be \(allowed), not \(value).")
    }
  }

  /// Refuses options that settings would leave without effect.
  func requireUsed(_ settings: TrainingSettings) throws {
    if let owner = settings.strangeSize {
      throw ValidationError(
        "--\(owner.name.replacing(" ", with: "-")) is for the cell "
          + "\(owner.cell), not \(settings.cell).")
    }
    if options.stride != nil, settings.loss == .every {
      throw ValidationError(
        "--stride goes with --loss last; where every step counts, windows "
          + "follow each other.")
    }
    if options.patience != nil, !settings.holdsOut {
      throw ValidationError(
        "--patience waits for a better validation loss, and this preset holds "
          + "nothing out to validate on.")
    }
    if [.text, .words].contains(kindOfData),
      FastCell(rawValue: settings.cell) == nil,
      settings.dropout > 0 || settings.loss == .last
    {
      let fast = FastCell.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "--dropout and --loss last are for the cells \(fast), not "
          + "\(settings.cell).")
    }
    try requireForgetBias(settings)
  }

  private func requireForgetBias(_ settings: TrainingSettings) throws {
    guard options.forgetBias != nil else { return }
    if let cell = CellFamily[settings.cell], !cell.hasForgetBias {
      throw ValidationError(
        "--forget-bias has no effect: the cell \(cell.name) has no bias of a "
          + "forget gate.")
    }
  }

  /// Refuses outputs that would replace what is read.
  func protectInput() throws {
    for path in [output, Checkpoint.path(for: output), log].compactMap({ $0 }) {
      try InputFiles.protect(from: path)
    }
  }
}
