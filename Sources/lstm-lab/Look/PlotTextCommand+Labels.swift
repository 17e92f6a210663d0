import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

extension PlotTextCommand {
  /// How a model that labels texts comes to its judgement, word by word.
  func plotJudgement(by file: ModelFile) throws {
    guard !isHTML, next == 0, held.isEmpty, scales.given.isEmpty else {
      throw ValidationError(
        "of a model that labels texts, plot-text draws its judgement: end OUT "
          + "in .png, .svg, .pdf or .csv and leave --next, --clamp and --limit "
          + "out; with --unit N it colours the text.")
    }
    let items = try sequence.source(for: file)
    let read = Array(items)
    try items.finish(by: file, quiet: messages.quiet)
    let most = output == nil ? Judgement.longest : JudgementFigure.most
    guard read.count <= most else {
      throw Refusal(
        "The text has \(counted(read.count, "word")), and the judgement of at "
          + "most \(most) is shown: give a shorter one.")
    }
    let judgement = Judgement(of: file.model, reading: read)
    guard let output else {
      return try Output.write(to: nil) { try $0.write(judgement.text) }
    }
    try look.write(JudgementFigure(judgement), to: output, model: file)
  }
}
