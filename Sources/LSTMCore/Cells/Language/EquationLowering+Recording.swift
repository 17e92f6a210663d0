// What of a step is kept, under which name.

extension EquationLowering {
  mutating func record(
    _ register: Int, _ quantity: Quantity, _ letters: String,
    isPreactivation: Bool
  ) {
    recorded.append(
      CellProgram.Recorded(
        quantity: quantity, letters: letters, register: register,
        width: program.instructions[register].width,
        isPreactivation: isPreactivation))
  }

  /// Records the sum inside a function: as that of what the line defines, or
  /// of the one quantity that it is made of.
  mutating func recordSum(
    _ register: Int, inside argument: CellExpression, isWhole: Bool
  ) {
    guard let quantity = line.quantity else { return }
    var sources = Set<String>()
    argument.visitNames { letters, isPrimed in
      if let definition = definitions[letters],
        isPrimed || !definition.name.isPrimed, registers[letters] != nil,
        recorded.contains(where: { $0.letters == letters })
      {
        sources.insert(letters)
      }
    }
    let source = sources.count == 1 ? sources.first : nil
    let key =
      isWhole ? quantity : source.map(notation.quantity(of:)) ?? quantity
    guard !recorded.contains(where: { $0.quantity == key.preactivation })
    else { return }
    record(register, key.preactivation, "", isPreactivation: true)
  }

  /// Records a sum of products that a gate multiplies within another sum.
  mutating func recordInnerSum(_ register: Int) {
    guard let quantity = line.quantity, line.isInsideActivation else { return }
    let key = quantity.innerSum
    guard !recorded.contains(where: { $0.quantity == key }) else { return }
    record(register, key, "", isPreactivation: true)
  }
}
