import Drawing
import LSTMCore

extension CellDiagram {
  /// A matrix between the memory and the output's tanh, so that every unit
  /// shows a mixture of all of them.
  package static let gamma: CellDiagram = {
    var diagram = variant(
      CellFamily.known("gamma"), letters: "γ", accented: ["squash", "squashed"])
    diagram.changeNode("squash") {
      $0.kind = .learned
      $0.caption = "W_o, b_o"
      $0.captionOffset = Point(0.52, 0)
    }
    diagram.change("to squash") {
      $0.points[1] = Point(7.4, 4.16)
      $0.label = Tag(
        formula: "z_c", position: Point(7.52, 4.44), anchor: .start,
        needsValue: true, isSmall: true)
      $0.carries = .now(.shownPreactivation)
    }
    diagram.change("squashed") {
      $0.points[0] = Point(7.4, 3.64)
      $0.label?.formula = "tanh(W_o C_t + b_o)"
      $0.carries = .tanh(.now(.shownPreactivation))
    }
    // W_o is taken: the output gate's own weights are called W_g here.
    diagram.writeEquations(accented: ["o", "h"])
    diagram.notations["gamma"] = gammaLettersOfGamma
    return diagram
  }()

  /// The letters in which this cell is found.
  private static let gammaLettersOfGamma: Lettering = {
    var letters = gammaLetters
    letters.labels["squashed"] = "tanh(W_o c^t + b_o)"
    for index in letters.equations.indices
    where letters.equations[index].wire == "h" {
      letters.equations[index].right = "γ_{f3} ⊙ tanh(W_o c^t + b_o)"
      letters.equations[index].numbers = "{o} × tanh({to squash})"
      letters.equations[index].isAccented = true
    }
    letters.notes = [
      """
      γ notation: γ_{f1} is f, γ_{f2} is i, γ_{f3} is o, a is h. Without W_o \
      and b_o this is the LSTM.
      """
    ]
    return letters
  }()
}
