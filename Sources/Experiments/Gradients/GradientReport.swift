import LSTMCore
import Wording

/// A gradient study's result as text: a table for reading, CSV for redrawing.
package struct GradientReport: Sendable {
  /// What was run.
  package let study: GradientStudy
  /// What came out.
  package let curves: [GradientCurve]

  /// A report of the given study.
  package init(study: GradientStudy, curves: [GradientCurve]) {
    (self.study, self.curves) = (study, curves)
  }

  /// `cell,forget_bias,quantity,lag,median,p10,p90,direct_path`, a row per lag.
  package var csv: String {
    var text = "cell,forget_bias,quantity,lag,median,p10,p90,direct_path\n"
    for curve in curves {
      let subject = curve.subject
      for lag in curve.median.indices {
        let path = curve.directPath.map { "\($0[lag])" } ?? ""
        text += """
          \(subject.key),\(subject.forgetBias),\(curve.quantity.key),\(lag),\
          \(curve.median[lag]),\(curve.p10[lag]),\(curve.p90[lag]),\(path)\n
          """
      }
    }
    return text
  }

  /// The medians at a few lags, a plot of all of them, and what they show in a
  /// sentence; 80 columns.
  package var table: String {
    let lags = shownLags
    let columns = TextTable(
      [.left(15), .left(10)] + lags.map { _ in .right(9) })
    var lines = [
      "Median gradient norms, loss at the last step only.",
      study.conditions.wrapped(to: 78), "",
      columns.line(["", ""] + lags.map { "lag \($0)" }),
    ]
    for curve in curves {
      var name = curve.quantity == .cell ? "" : curve.subject.name
      // A name too long for its column has a line of its own.
      if name.count > 14 {
        lines.append(name)
        name = ""
      }
      func line(_ what: String, _ values: [Double], name: String = "") {
        lines.append(
          columns.line([name, what] + lags.map { Numerals.short(values[$0]) }))
      }
      line("‖∂L/∂\(curve.quantity.symbol)‖", curve.median, name: name)
      if curve.quantity == .cell, let path = curve.directPath {
        line("Π f", path)
      }
    }
    let plot = GradientTextPlot(curves, steps: study.steps).lines
    return (lines + [""] + plot + ["", sentence.wrapped(to: 78)])
      .joined(separator: "\n") + "\n"
  }

  /// Six lags at most: the loss itself, the last, and even steps between.
  private var shownLags: [Int] {
    let last = study.steps - 1
    let wanted = [0, last / 10, last / 4, last / 2, 3 * last / 4, last]
    return wanted.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The lag at which shares are compared: 50, or the last of a shorter study.
  package var comparedLag: Int { min(50, study.steps - 1) }

  /// What is seen, and what is not claimed.
  package var sentence: String {
    let shares = curves.filter { $0.quantity == $0.subject.state }.map {
      "\($0.subject.name) \(Numerals.short($0.share(atLag: comparedLag).median))"
    }
    return """
      Seen: \(comparedLag) steps back this share of ‖∂L/∂C‖ \
      (\(study.memoryless): ‖∂L/∂h‖) is left: \(shares.joined(separator: "; ")). Not claimed: that an LSTM keeps \
      its gradient by being an LSTM (it does where its forget gates stay near \
      1), that the cell of 1997 keeps more than its truncation makes it keep, \
      or that an error that arrives teaches anything: these cells are untrained.
      """
  }

  /// Where norms were not numbers, in words; empty where they all were.
  package var invalid: [String] {
    curves.compactMap { curve in
      curve.firstInvalidLag.map {
        """
        ‖∂L/∂\(curve.quantity.symbol)‖ of \(curve.subject.name) is not a \
        number from lag \($0) on, and is not drawn there
        """
      }
    }
  }
}
