import Experiments
import Wording

/// The numbers of `paper drift`.
struct PaperDriftTable {
  let condition: PaperCondition
  let drifts: [StateDrift]

  /// Steps 10, 20, 50, 100 … and the last.
  private var steps: [Int] {
    let last = drifts.map(\.steps).min() ?? 1
    let round = [1, 10, 100, 1000, 10_000].flatMap { [$0, 2 * $0, 5 * $0] }
    return round.filter { $0 >= 10 && $0 < last } + [last]
  }

  var text: String {
    let table = TextTable([.left(12), .left(22), .free])
    let last = steps[steps.count - 1]
    let rows =
      [["after steps"] + drifts.map(\.rule.rawValue)]
      + steps.map { step in
        ["\(step)"]
          + drifts.map { plain($0.rootMeanSquare(after: step), decimals: 2) }
      }
      + [
        ["grows as"]
          + drifts.map {
            "t^"
              + plain(
                $0.exponent(from: max(1, last / 10), to: last), decimals: 2)
          }
      ]
    return "root mean square of s, \(drifts[0].states.count) networks of "
      + "\(condition.name)\n"
      + rows.map { table.line($0).trimmedAtEnd + "\n" }.joined()
  }
}

/// How strongly the loss bends, at a few lengths of a task.
struct LossCurvatureTable {
  private let curvatures: [LossCurvature]

  init(_ condition: PaperCondition, _ seed: UInt64) {
    let task = PaperTaskName(rawValue: condition.task)
    curvatures = [10, 5, 2, 1].compactMap { share in
      share == 1
        ? condition : task?.conditions(length: condition.length / share).first
    }.map { LossCurvature($0, seed: seed) }
  }

  var text: String {
    let table = TextTable([.left(12), .left(22), .free])
    let rows =
      [["length", "along a constant", "along an input"]]
      + curvatures.map {
        [
          "\($0.length)", plain($0.alongConstant, decimals: 5),
          plain($0.alongInput, decimals: 5),
        ]
      } + [["grows as", power(\.alongConstant), power(\.alongInput)]]
    return "\nlargest curvature of the loss along one weight of a cell,\n"
      + "median of 5 networks as published\n"
      + rows.map { table.line($0).trimmedAtEnd + "\n" }.joined()
  }

  /// Between the shortest length and the longest.
  private func power(_ value: (LossCurvature) -> Double) -> String {
    guard let first = curvatures.first, let last = curvatures.last,
      first.length < last.length
    else { return "–" }
    let exponent =
      log(value(last) / value(first))
      / log(Double(last.length) / Double(first.length))
    return "T^" + plain(exponent, decimals: 2)
  }
}
