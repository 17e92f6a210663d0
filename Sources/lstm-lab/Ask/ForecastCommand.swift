import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures
import Wording

struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Go on beyond the end of a series.",
    discussion: """
      A model of numbers that predicts all that it reads goes on by reading \
      its own predictions. Around them stand the quantiles of its errors at \
      each step ahead, over starts in the last fifth of the rows, which `train` \
      keeps from training. It also says how well a fan from the first half of \
      these starts held what came after the second half. Prints one CSV row per \
      step and target; with OUT, draws the fan.

        lstm-lab forecast --model level.safetensors --csv table.csv --steps 24
      """)

  @Argument(
    help: ArgumentHelp(
      "A .png, .svg or .pdf file; .csv or nothing for the numbers.",
      valueName: "out"))
  var output: String?
  @Option(help: "How many rows, 1 to 10000.")
  var steps = 50
  @OptionGroup var source: ModelOptions
  @OptionGroup var rows: SeriesOptions
  @OptionGroup var look: PictureLook
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard rows.csv != nil else {
      throw ValidationError("Give --csv FILE, the rows to go on from.")
    }
    guard 1...10_000 ~= steps else {
      throw ValidationError("--steps must be from 1 to 10000, not \(steps).")
    }
    if let output { try PictureLook.requirePicture(output) }
  }

  func run() throws {
    guard let all = try rows.table() else { return }
    let file = try source.loadOneWay()
    let table = try rows.one(of: all, for: file)
    let read = try rows.series(of: table, for: file)
    let series =
      try table.levels(of: read.columns, labels: rows.labels(of: table)) ?? read
    let ahead = file.model.readout?.targets?.ahead ?? 0
    let forecast = try Forecast(
      of: file.model, over: series, steps: steps,
      heldOutFrom: max(0, series.count - ahead) * 8 / 10)
    if !messages.quiet { sayErrors(of: forecast) }
    guard let output else {
      return try Output.write(to: nil) { sink in
        try sink.write(ForecastFigure(forecast, after: series).numbers.csv)
      }
    }
    try look.write(
      ForecastFigure(forecast, after: series), to: output, model: file)
  }

  /// How far off it was, beside what stays as it is.
  private func sayErrors(of forecast: Forecast) {
    for (k, name) in forecast.columns.enumerated() {
      let there = forecast.origins.indices.filter { forecast.origins[$0] > 0 }
      let shown = [0, there.count / 2, there.count - 1].filter { $0 >= 0 }
      for step in Array(Set(shown)).sorted() where there.contains(step) {
        let (model, stay) = forecast.errors[step]
        Talk.say(
          "\(name), \(counted(step + 1, "row")) on: off by "
            + "\(model[k].general(4)) (root mean square, "
            + "\(counted(forecast.origins[step], "start"))); staying as it is "
            + "\(stay[k].general(4))"
            + (stay[k] < model[k] ? ", which is better" : "")
            + (forecast.scores[step][k].map(Self.words) ?? ""))
      }
    }
  }

  /// How much of what came later the fan of the earlier starts held.
  private static func words(
    of score: (model: FanScore, persistence: FanScore)
  ) -> String {
    "; a fan from the first half of the starts held "
      + "\(plain(100 * score.model.held, decimals: 0))% of the second (90 is "
      + "right), pinball loss \(score.model.pinball.general(3)); one around "
      + "today's value \(score.persistence.pinball.general(3))"
  }
}
