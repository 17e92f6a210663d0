import LSTMCore

/// A gradient study's result as text: a table for reading, CSV for redrawing.
public struct GradientReport: Sendable {
  /// What was run.
  public let study: GradientStudy
  /// What came out.
  public let curves: [GradientCurve]

  /// A report of the given study.
  public init(study: GradientStudy, curves: [GradientCurve]) {
    (self.study, self.curves) = (study, curves)
  }

  /// `cell,forget_bias,quantity,lag,median,p10,p90,direct_path`, a row a lag.
  public var csv: String {
    var text = "cell,forget_bias,quantity,lag,median,p10,p90,direct_path\n"
    for curve in curves {
      let bias = curve.forgetBias.map(shortNumber) ?? ""
      for lag in curve.median.indices {
        let path = curve.directPath.map { "\($0[lag])" } ?? ""
        text += """
          \(curve.cell),\(bias),\(curve.quantity.key),\(lag),\
          \(curve.median[lag]),\(curve.p10[lag]),\(curve.p90[lag]),\(path)\n
          """
      }
    }
    return text
  }

  /// The medians at a few lags, with what they show in one sentence; 80
  /// columns.
  public var table: String {
    let lags = shownLags
    var lines = [
      "Median gradient norms, loss at the last step only.",
      study.conditions.wrapped(to: 78), "",
      pad("", 16) + pad("", 10)
        + lags.map { pad("lag \($0)", 9, right: true) }
        .joined(),
    ]
    for curve in curves {
      let row = lags.map { pad(scientific(curve.median[$0]), 9, right: true) }
      lines.append(
        pad(curve.quantity == .cell ? "" : curve.name, 16)
          + pad("‖∂L/∂\(curve.quantity.symbol)‖", 10) + row.joined())
      if curve.quantity == .cell, let path = curve.directPath {
        let row = lags.map { pad(scientific(path[$0]), 9, right: true) }
        lines.append(pad("", 16) + pad("Π f", 10) + row.joined())
      }
    }
    return (lines + ["", sentence.wrapped(to: 78)]).joined(separator: "\n")
      + "\n"
  }

  /// Six lags at most: the loss itself, the last, and even steps between.
  private var shownLags: [Int] {
    let last = study.steps - 1
    let wanted = [0, last / 10, last / 4, last / 2, 3 * last / 4, last]
    return wanted.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// What was measured, and no more than that.
  public var sentence: String {
    let last = study.steps - 1
    let lag = min(50, last)
    let shares = curves.filter { $0.quantity == .hidden }
      .map { ($0.name, $0.share(atLag: lag)) }
    let list = shares.map { "\($0.0) \(scientific($0.1))" }
      .joined(separator: "; ")
    return """
      After \(lag) steps this share of ‖∂L/∂h‖ is left: \(list). These cells \
      are untrained: an LSTM does not keep its gradient by being an LSTM but \
      where its forget gates stay near 1, here through a large b_f; which of \
      RNN and LSTM loses more at a small b_f depends on initialisation and \
      inputs.
      """
  }
}

/// `value` with two digits: "1.2e-14".
public func scientific(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  var exponent = 0
  var digits = value
  while digits.magnitude >= 9.95 {
    (digits, exponent) = (digits / 10, exponent + 1)
  }
  while digits.magnitude < 0.995 {
    (digits, exponent) = (digits * 10, exponent - 1)
  }
  let tenths = (digits * 10).rounded() / 10
  return exponent == 0 ? "\(tenths)" : "\(tenths)e\(exponent)"
}

/// `text` filled up with spaces to `width` columns.
func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, width - text.count))
  return right ? space + text : text + space
}

extension String {
  /// The words in lines of at most `width` columns.
  public func wrapped(to width: Int) -> String {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
