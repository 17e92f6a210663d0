// Which quantities and states a cell has, in their order.

extension EquationLowering {
  /// Puts quantities and states in order.
  mutating func finish() throws(EquationError) {
    let hidden = try output()
    try requireReadStates(except: hidden)
    orderQuantities()
    orderStates(hidden)
    program.markReads()
  }

  /// The letters of what the rest of the network reads.
  private func output() throws(EquationError) -> String {
    let output = Quantity.hidden
    let wanted = output.symbol(in: notation)
    guard let hidden = recorded.first(where: { $0.quantity == output }),
      notation == .year1997 || definitions[wanted]?.name.isPrimed == true
    else {
      throw EquationError(
        .noOutput(notation == .year1997 ? wanted : wanted + "′"),
        at: SourcePlace(
          line: text.equations.last?.right.place.line ?? 1, column: 1))
    }
    return hidden.letters
  }

  private func requireReadStates(
    except hidden: String
  ) throws(EquationError) {
    for (letters, definition) in definitions
    where definition.name.isPrimed && letters != hidden {
      guard states.contains(letters) else {
        throw EquationError(
          .unreadState(letters + "′"), at: definition.name.place)
      }
    }
  }

  /// Quantities to show, then pre-activations, each in the order of `rank`.
  private mutating func orderQuantities() {
    let ordered = recorded.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.isPreactivation ? 1 : 0, x.quantity.rank, a.offset)
        < (y.isPreactivation ? 1 : 0, y.quantity.rank, b.offset)
    }.map(\.element)
    program.quantities = ordered
    for (index, quantity) in ordered.enumerated() {
      program.instructions[quantity.register].quantity = index
    }
  }

  /// h first, then C, then the rest in the order of quantities.
  private mutating func orderStates(_ hidden: String) {
    if !states.contains(hidden) { states.append(hidden) }
    let quantities = program.quantities
    let places = states.map { letters in
      quantities.firstIndex { $0.letters == letters } ?? 0
    }
    let rank = { (place: Int) -> Int in
      switch quantities[place].quantity {
      case .hidden: -2
      case .cell: -1
      default: place
      }
    }
    let order = places.indices.sorted { rank(places[$0]) < rank(places[$1]) }
    program.states = slots(of: order.map { places[$0] })
    for k in program.instructions.indices {
      if case .before(let old) = program.instructions[k].operation,
        let new = order.firstIndex(of: old)
      {
        program.instructions[k].operation = .before(new)
      }
    }
  }

  /// Where a `State` has each state, given their places among the quantities.
  private func slots(of places: [Int]) -> [CellProgram.StateSlot] {
    var further = 0
    return places.map { place in
      let recorded = program.quantities[place]
      let slot: CellProgram.StateSlot.Place
      switch recorded.quantity {
      case .hidden: slot = .hidden
      case .cell: slot = .cell
      default:
        slot = .further(further)
        further += 1
      }
      return CellProgram.StateSlot(
        quantity: recorded.quantity, index: place, width: recorded.width,
        place: slot)
    }
  }
}
