import Inspection
import LSTMCore
import Wording

/// ‖∂L/∂ quantity‖₂ of one layer, a line per step: for a terminal of 80 columns.
package struct GradientNormTable: Sendable {
  private let gradient: Trace
  private let layer: Int
  private let quantities: [Quantity]

  /// The norms of a gradient trace.
  package init(_ gradient: Trace, layer: Int, quantities: [Quantity]) {
    (self.gradient, self.layer) = (gradient, layer)
    self.quantities =
      quantities + [.hidden]
      + (gradient.steps.first?[layer].quantities.contains(.cell) == true
        ? [.cell] : [])
  }

  /// The lines; `characters` is what each step read, made visible.
  package func text(characters: [String]) -> String {
    let head =
      "‖∂L/∂·‖₂ at each step, the mean over all predictions unless "
      + "--at chose one.\n\n step read"
      + quantities.map { $0.symbol.leftPadded(to: 11) }.joined() + "\n"
    return zip(gradient.steps, characters).enumerated().reduce(head) {
      text, row in
      let (step, character) = row.element
      return text + "\(row.offset)".leftPadded(to: 5)
        + character.leftPadded(to: 5)
        + quantities.map {
          Numerals.short(step[layer][$0].norm).leftPadded(to: 11)
        }.joined() + "\n"
    }
  }
}
