/// What a user says about a file that another program wrote.
package struct ForeignOptions: Sendable {
  /// Which recurrent modules make the model, in order; found where empty.
  package var modules: [String] = []
  /// What a layer is to be: `fc` → `readout`, `rnn` → `rnn-relu`.
  package var roles: [String: String] = [:]
  /// The symbols of a model of text; found where nil.
  package var vocabulary: ForeignVocabulary?
  /// Which symbol stands for the rest.
  package var unknown = Unknown.named

  /// What NeuralHydrology's files say of the model; found beside it where nil.
  package var run: RowDescription?

  package enum Unknown: Equatable, Sendable {
    /// An entry whose name says so, or none.
    case named
    case index(Int)
    case none
  }

  package init() {}

  /// Whether nothing is said.
  package var isEmpty: Bool {
    modules.isEmpty && roles.isEmpty && vocabulary == nil && unknown == .named
  }
}
