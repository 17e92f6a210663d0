/// By which rule a trial was run, so that nothing is taken for a result of the
/// paper's network that was another's.
package enum PaperRule: String, CaseIterable, Sendable {
  /// The network as the paper has it.
  case asPublished = "as published"
  /// That network but for what the net input of its cells reads: the inputs
  /// alone, and no bias (`WiringChange.nothingConstant`).
  case nothingConstant = "nothing constant into cells"
  /// Something else was changed; the method says what.
  case other

  /// What a picture's key says of it.
  package var legend: String {
    switch self {
    case .asPublished: "the paper's network"
    case .nothingConstant:
      "cells read the inputs alone and have no bias (nothing constant)"
    case .other: "something else changed, as named"
    }
  }

  /// The rule of trials that a method's name and a condition tell of.
  package init(method: String, condition: PaperCondition) {
    let change = WiringChange.nothingConstant(for: condition.shape)
    self =
      method == LearningMethod.memory.name
      ? .asPublished
      : method == LearningMethod(.memory, wiring: change).name
        ? .nothingConstant : .other
  }
}

extension PaperCondition {
  /// How many weights the network of trials has that a method's name tells of,
  /// and nil where it is none of 1997.
  func weightCount(method: String) -> Int? {
    guard method == "lstm" || method.hasPrefix("lstm-") else { return nil }
    var shape = shape
    let change = WiringChange(methodName: method)
    change.apply(to: &shape)
    let parts = LearningMethod(.memory, gatesAreFedBack: false).name
    shape.gatesAreFedBack = !(method + "-").hasPrefix(parts + "-")
    return shape.weightCount
  }
}
