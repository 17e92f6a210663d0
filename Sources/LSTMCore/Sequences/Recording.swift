/// What a model read and everything it computed: the thing that questions,
/// figures and exports are about.
///
///     let recording = Recording(
///       of: model,
///       reading: InputSequence("to be".unicodeScalars, in: vocabulary))
///     recording.trace.steps[4][0][.cell]      // C of layer 0 after the last e
public struct Recording: Sendable {
  /// The model.
  public let model: Model
  /// What each step read.
  public let read: InputSequence
  /// What each step computed.
  public let trace: Trace

  /// The model's own run over a sequence.
  ///
  /// - Parameter initial: the state that each cell starts from; 0 unless given.
  public init(
    of model: Model, reading read: InputSequence, from initial: [State]? = nil
  ) {
    self.init(
      of: model, reading: read,
      trace: model.trace(over: read.data, from: initial))
  }

  /// A run that was traced already, a step for each element read.
  public init(of model: Model, reading read: InputSequence, trace: Trace) {
    precondition(
      read.count == trace.count,
      "\(trace.count) steps that read \(read.count) elements")
    (self.model, self.read, self.trace) = (model, read, trace)
  }

  /// How many steps there are.
  public var count: Int { trace.count }

  /// The elements read, each with its steps, as a `Reading` gives them.
  public var run: [(item: Item, steps: [Step])] {
    zip(read.items, trace.steps).map { ($0, $1) }
  }
}

extension Model {
  /// One step of a model's layers at place `t` of a sequence.
  public typealias StepFunction =
    (_ datum: Datum, _ previous: [State], _ t: Int) -> [Step]
}

/// A run that is computed as it is asked for: each element read with its step
/// of every layer, nothing kept. The lazy form of a `Recording`, for sequences
/// of any length and models whose layers all read forward.
public struct Reading<Items: Sequence<Item>>: Sequence, IteratorProtocol {
  private var model: ModelSteps
  private var items: Items.Iterator
  private var state: [State]
  private let step: Model.StepFunction?
  private var count = 0

  /// A model about to read `items`.
  ///
  /// - Parameter step: a step in which something is held; nil for the model's
  ///   own.
  public init(
    of model: Model, _ items: Items, step: Model.StepFunction? = nil
  ) {
    self.model = ModelSteps(model)
    (self.items, self.step) = (items.makeIterator(), step)
    state = model.stack.initialState
  }

  /// The next element with its steps, or nil at the end.
  public mutating func next() -> (item: Item, steps: [Step])? {
    guard let item = items.next() else { return nil }
    let steps =
      step?(item.datum, state, count) ?? model.step(item.datum, from: state)
    state = steps.map(\.state)
    count += 1
    return (item, steps)
  }
}
