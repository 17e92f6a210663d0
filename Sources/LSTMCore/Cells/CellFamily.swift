/// Every kind of cell that is built in, in one place.
public enum CellFamily {
  /// All cells, the LSTM first, then what came of it and what came before.
  public static let members: [CellDefinition] = [
    PackageResources.lstm_cell, PackageResources.lstm_1997_cell,
    PackageResources.lstm_1997_2a_cell, PackageResources.peephole_cell,
    PackageResources.coupled_cell, PackageResources.no_input_gate_cell,
    PackageResources.no_forget_gate_cell, PackageResources.no_output_gate_cell,
    PackageResources.no_input_activation_cell,
    PackageResources.no_output_activation_cell,
    PackageResources.full_gate_recurrence_cell,
    PackageResources.projected_cell, PackageResources.layer_norm_cell,
    PackageResources.gamma_cell, PackageResources.gru_cell,
    PackageResources.gru_before_cell, PackageResources.mgu_cell,
    PackageResources.rnn_tanh_cell, PackageResources.rnn_relu_cell,
  ].map(builtIn)

  /// The LSTM.
  public static let lstm = builtIn(PackageResources.lstm_cell)
  /// The vanilla recurrent network.
  public static let rnn = builtIn(PackageResources.rnn_tanh_cell)
  /// The memory blocks of 1997.
  public static let lstm1997 = builtIn(PackageResources.lstm_1997_cell)

  /// The names, in the same order.
  public static let names = members.map(\.name)

  /// The cell of that name, or nil.
  public static subscript(name: String) -> CellDefinition? {
    name == lstm.name ? lstm : members.first { $0.name == name }
  }

  /// A cell that is surely built in.
  package static func known(_ name: String) -> CellDefinition {
    guard let cell = self[name] else { preconditionFailure(unknown(name)) }
    return cell
  }

  /// The quantity of a key that some cell of the family records, or nil.
  public static func quantity(_ key: String) -> Quantity? {
    let quantity = Quantity(rawValue: key)
    let isKnown =
      lstm.quantities.contains(quantity)
      || members.contains { $0.quantities.contains(quantity) }
    return isKnown ? quantity : nil
  }

  /// The message for an unknown cell name.
  public static func unknown(_ name: String) -> String {
    "There is no cell '\(name)'. There are: \(names.joined(separator: ", "))."
  }

  private static func builtIn(_ bytes: [UInt8]) -> CellDefinition {
    do {
      return try CellDefinition(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      preconditionFailure("an equations file of LSTMCore: \(error)")
    }
  }
}

extension Quantity {
  /// Where the values of a quantity lie in the first cell of the family that
  /// has it, the LSTM before all others; anywhere where none has.
  public var usualRange: Range {
    if CellFamily.lstm.quantities.contains(self) {
      return CellFamily.lstm.range(of: self)
    }
    return CellFamily.members.first { $0.quantities.contains(self) }?
      .range(of: self) ?? .unbounded
  }
}
