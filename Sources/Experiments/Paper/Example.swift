/// One sequence of a task: what every step reads, and what is asked where.
///
/// Every step reads the same small number of inputs that are not 0 (one for
/// symbols, two for a value with its marker), and every target is 0 but at one
/// output. A generator fills the same example again and again, so that
/// training allocates nothing.
package struct Example: Equatable, Sendable {
  /// How many inputs a step sets.
  package let inputsPerStep: Int
  /// Which inputs they are: `inputsPerStep` a step, step after step.
  package private(set) var inputs: [Int32] = []
  /// The values they are set to.
  package private(set) var values: [Double] = []
  /// Which output should be on: one a step, or one for the last step alone.
  package private(set) var targetOutputs: [Int32] = []
  /// The value that output should have; the others should be 0.
  package private(set) var targetValues: [Double] = []
  /// Which outputs are right, a bit each, where more than one symbol may
  /// follow; one a target, or empty.
  package private(set) var legalOutputs: [UInt8] = []

  /// An example without steps.
  package init(inputsPerStep: Int = 1) { self.inputsPerStep = inputsPerStep }

  /// How many steps there are.
  package var count: Int { inputs.count / inputsPerStep }

  /// Whether there is a target at every step, or at the last alone.
  package var isSupervisedThroughout: Bool { targetOutputs.count == count }

  /// The number of the target that step `t` has, or nil.
  package func target(at t: Int) -> Int? {
    isSupervisedThroughout ? t : t == count - 1 ? 0 : nil
  }

  /// Takes everything out, and keeps the room.
  package mutating func clear() {
    inputs.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    targetOutputs.removeAll(keepingCapacity: true)
    targetValues.removeAll(keepingCapacity: true)
    legalOutputs.removeAll(keepingCapacity: true)
  }

  /// Adds a step that reads one symbol, as a vector with a single 1.
  package mutating func read(_ symbol: Int) {
    inputs.append(Int32(symbol))
    values.append(1)
  }

  /// Adds a step that sets all of one or two inputs.
  package mutating func read(_ first: Double, _ second: Double? = nil) {
    inputs.append(0)
    values.append(first)
    guard let second else { return }
    inputs.append(1)
    values.append(second)
  }

  /// Gives an input of a step already read another value.
  package mutating func set(_ value: Double, input: Int = 0, at t: Int) {
    values[t * inputsPerStep + input] = value
  }

  /// The value of an input at a step already read.
  package func value(input: Int = 0, at t: Int) -> Double {
    values[t * inputsPerStep + input]
  }

  /// Adds a target: 1, or another value, at one output.
  package mutating func expect(
    _ output: Int, value: Double = 1, legal: UInt8? = nil
  ) {
    targetOutputs.append(Int32(output))
    targetValues.append(value)
    if let legal { legalOutputs.append(legal) }
  }
}
