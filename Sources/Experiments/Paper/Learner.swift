/// How the outputs of a network compare with what an example asks.
package struct Outcome: Equatable, Sendable {
  /// The largest absolute error of any output at the last target.
  package private(set) var lastError = 0.0
  /// The mean absolute error of the outputs at the last target.
  package private(set) var meanLastError = 0.0
  /// The largest absolute error of any output at any target.
  package private(set) var largestError = 0.0
  /// The squared error, summed over outputs and targets.
  package private(set) var squaredError = 0.0
  /// Whether at every target the outputs that are right were the most active.
  package private(set) var isLegal = true

  /// Nothing compared yet.
  package init() {}

  /// Takes in the outputs for the target number `k` of an example.
  @inline(__always)
  package mutating func add(
    _ outputs: UnsafePointer<Double>, count: Int, for example: Example,
    target k: Int
  ) {
    let on = Int(example.targetOutputs[k])
    let value = example.targetValues[k]
    (lastError, meanLastError) = (0, 0)
    for output in 0..<count {
      let error = ((output == on ? value : 0) - outputs[output]).magnitude
      lastError = max(lastError, error)
      meanLastError += error
      squaredError += error * error
    }
    meanLastError /= Double(count)
    largestError = max(largestError, lastError)
    if !example.legalOutputs.isEmpty {
      isLegal =
        isLegal && obeys(outputs, count: count, legal: example.legalOutputs[k])
    }
  }
}

/// Whether every legal output is more active than every other.
private func obeys(
  _ outputs: UnsafePointer<Double>, count: Int, legal: UInt8
) -> Bool {
  var (least, most) = (Double.infinity, -Double.infinity)
  for output in 0..<count {
    if legal >> UInt8(output) & 1 == 1 {
      least = min(least, outputs[output])
    } else {
      most = max(most, outputs[output])
    }
  }
  return least > most
}

/// Something that learns a task one sequence at a time.
package protocol Learner: AnyObject {
  /// Runs through an example from rest; learns from it if asked to.
  func present(_ example: Example, learning: Bool) -> Outcome
}

/// The network of 1997, learning as published.
package final class MemoryLearner: Learner {
  /// The network.
  package let network: PaperNetwork
  private let rule: LearningRule
  private var stall: StallWatch?

  /// A learner of the given network.
  ///
  /// - Parameters:
  ///   - rule: how weights change.
  ///   - addsMemoryLate: whether the outputs learn alone until their error no
  ///     longer falls, and only then the blocks join (experiments 2a and 2b).
  package init(
    _ network: PaperNetwork, rule: LearningRule, addsMemoryLate: Bool = false
  ) {
    (self.network, self.rule) = (network, rule)
    stall = addsMemoryLate ? StallWatch() : nil
  }

  /// Runs through an example from rest; learns from it if asked to.
  package func present(_ example: Example, learning: Bool) -> Outcome {
    var outcome = Outcome()
    let hasMemory = stall?.hasStalled ?? true
    let (count, width) = (example.count, example.inputsPerStep)
    let isThroughout = example.isSupervisedThroughout
    network.reset()
    example.inputs.withUnsafeBufferPointer { inputs in
      example.values.withUnsafeBufferPointer { values in
        guard var input = inputs.baseAddress, var value = values.baseAddress
        else { return }
        for t in 0..<count {
          if hasMemory {
            network.step(input, value, count: width, learning: learning)
          }
          if isThroughout || t == count - 1 {
            network.readOut(input, value, count: width)
            let k = isThroughout ? t : 0
            outcome.add(
              network.outputLanes.values, count: network.shape.outputs,
              for: example, target: k)
            if learning {
              network.learn(
                input, value, count: width,
                output: Int(example.targetOutputs[k]),
                value: example.targetValues[k], rule: rule,
                memoryLearns: hasMemory)
            }
          }
          input += width
          value += width
        }
      }
    }
    if learning {
      if rule.usesAdam {
        network.applyAdam(rate: rule.rate)
      } else if rule.update == .sequence {
        network.applyUpdates()
      }
      stall?.watch(outcome.squaredError)
    }
    return outcome
  }
}

/// Notices when an error no longer falls as it did: when the sum over 100
/// sequences is more than half of that over the 100 before. The paper says only
/// "once the error has stopped decreasing"; a stricter rule makes experiment 2a
/// slower.
private struct StallWatch {
  private(set) var hasStalled = false
  private var sum = 0.0
  private var count = 0
  private var lastSum = Double.infinity

  mutating func watch(_ error: Double) {
    guard !hasStalled else { return }
    sum += error
    count += 1
    guard count == 100 else { return }
    hasStalled = sum > 0.5 * lastSum
    (lastSum, sum, count) = (sum, 0, 0)
  }
}
