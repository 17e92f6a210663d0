import Drawing

extension CellDiagram {
  /// The letters of tutorials that call every sigmoid a γ and the hidden state
  /// a. In them γ_i is the gated candidate and γ_o the hidden state, not the
  /// gates.
  static let gammaLetters = Lettering(
    labels: [
      "C before": "c^{t−1}", "C": "c^t", "kept": "γ_{f1} ⊙ c^{t−1}",
      "h before": "a^{t−1}", "x": "x^t", "f": "γ_{f1}", "i": "γ_{f2}",
      "candidate value": "c\u{303}^t", "write": "γ_i", "o": "γ_{f3}",
      "squashed": "tanh(c^t)", "h": "a^t = γ_o", "h up": "a^t",
    ],
    shown: ["write"], symbols: [:],
    equations: [
      Equation(
        wire: "f", left: "γ_{f1}", right: "σ(W_{f1} [a^{t−1}, x^t] + b_{f1})",
        words: "forget gate f", numbers: "σ({to forget gate})"),
      Equation(
        wire: "i", left: "γ_{f2}", right: "σ(W_{f2} [a^{t−1}, x^t] + b_{f2})",
        words: "input gate i", numbers: "σ({to input gate})"),
      Equation(
        wire: "candidate value", left: "c\u{303}^t",
        right: "tanh(W_i [a^{t−1}, x^t] + b_i)", words: "candidate C\u{303}",
        numbers: "tanh({to candidate})"),
      Equation(
        wire: "write", left: "γ_i", right: "γ_{f2} ⊙ c\u{303}^t",
        words: "gate times candidate: what is written",
        numbers: "{i} × {candidate value}"),
      Equation(
        wire: "o", left: "γ_{f3}", right: "σ(W_{f3} [a^{t−1}, x^t] + b_{f3})",
        words: "output gate o", numbers: "σ({to output gate})"),
      Equation(
        wire: "C", left: "c^t", right: "γ_{f1} ⊙ c^{t−1} + γ_i",
        words: "cell C: the memory",
        numbers: "{f} × {C before} + {write}"),
      Equation(
        wire: "h", left: "a^t = γ_o", right: "γ_{f3} ⊙ tanh(c^t)",
        words: "hidden state h: gated memory, not a gate",
        numbers: "{o} × tanh({C})"),
    ],
    notes: [
      """
      γ notation: γ_{f1} is f, γ_{f2} is i, γ_{f3} is o, a is h. Texts that \
      use it write γ_{f2} and γ_{f3} out as σ(…), and some put weights into \
      tanh(W_o c^t + b_o), which no LSTM has.
      """
    ])

  /// The letters of Hochreiter & Schmidhuber 1997, section 4, with y^φ for the
  /// forget gate from Gers, Schmidhuber & Cummins 2000.
  static let letters1997 = Lettering(
    labels: [
      "C before": "s_c(t−1)", "C": "s_c(t)", "kept": "y^φ s_c(t−1)",
      "h before": "y^c(t−1)", "x": "x(t)", "f": "y^φ(t)", "i": "y^{in}(t)",
      "candidate value": "g(net_c)", "write": "y^{in} g(net_c)",
      "o": "y^{out}(t)", "squashed": "h(s_c)", "h": "y^c(t)", "h up": "y^c(t)",
      "to forget gate": "net_φ", "to input gate": "net_{in}",
      "to candidate": "net_c", "to output gate": "net_{out}",
    ],
    shown: [
      "to forget gate", "to input gate", "to candidate", "to output gate",
    ],
    symbols: [
      "forget gate": "f_φ", "input gate": "f_{in}", "candidate": "g",
      "output gate": "f_{out}", "squash": "h",
    ],
    equations: [
      Equation(
        wire: "f", left: "y^φ(t)", right: "f_φ(net_φ(t))",
        words: "forget gate f, of the year 2000", numbers: "f({to forget gate})"
      ),
      Equation(
        wire: "i", left: "y^{in}(t)", right: "f_{in}(net_{in}(t))",
        words: "input gate i", numbers: "f({to input gate})"),
      Equation(
        wire: "candidate value", left: "g",
        right: "g(net_c(t))", words: "squashed cell input C\u{303}",
        numbers: "g({to candidate})"),
      Equation(
        wire: "o", left: "y^{out}(t)", right: "f_{out}(net_{out}(t))",
        words: "output gate o", numbers: "f({to output gate})"),
      Equation(
        wire: "C", left: "s_c(t)",
        right: "y^φ(t) s_c(t−1) + y^{in}(t) g(net_c(t))",
        words: "internal state C; in 1997 without y^φ, as if it were 1",
        numbers: "{f} × {C before} + {i} × {candidate value}"),
      Equation(
        wire: "h", left: "y^c(t)", right: "y^{out}(t) h(s_c(t))",
        words: "cell output, the hidden state h", numbers: "{o} × h({C})"),
    ],
    notes: [
      """
      net_j(t) = Σ_u w_{ju} y^u(t−1) is a unit’s input before squashing. The \
      paper has f = σ, g(x) = 4σ(x) − 2 and h(x) = 2σ(x) − 1; with \
      g = h = tanh this is the cell of today.
      """
    ])
}
