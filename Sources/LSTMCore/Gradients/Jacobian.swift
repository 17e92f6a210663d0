extension State {
  /// h, then C, then what else goes on to the next step: one vector, as
  /// Jacobians order it.
  public var joined: Vector {
    Vector(joining: [hidden, cell] + further.map(\.values))
  }

  /// The state whose parts, as long as those of another, are joined in a
  /// vector.
  public init(_ joined: Vector, like other: State) {
    precondition(
      joined.count == other.count,
      "\(joined.count) values for a state of \(other.count)")
    var start = 0
    func part(_ like: Vector) -> Vector {
      defer { start += like.count }
      return joined[start..<start + like.count]
    }
    self.init(
      hidden: part(other.hidden), cell: part(other.cell),
      further: other.further.map { Part($0.quantity, part($0.values)) })
  }
}

extension Cell {
  /// The joint Jacobian of one step: ∂(h_t, C_t)/∂(h_{t−1}, C_{t−1}), a row for
  /// each part of the state after the step. For n units of an LSTM it is
  /// (2n × 2n); C alone would leave out every path through h.
  ///
  /// - Parameters:
  ///   - t: the step.
  ///   - trace: what a stack recorded, in which `layer` is this cell.
  ///   - flow: which paths error may take.
  public func jacobian(
    at t: Int, of trace: Trace, layer: Int = 0, flow: GradientFlow = .full
  ) -> Matrix {
    carriedBack(
      .identity(zeroState.joined.count), at: t, of: trace, layer: layer,
      flow: flow)
  }

  /// Each row is an error ∂L/∂ the state after step t; the result has in its
  /// place ∂L/∂ the state before. This is the product of `rows` and the step's
  /// Jacobian, which is never formed.
  public func carriedBack(
    _ rows: Matrix, at t: Int, of trace: Trace, layer: Int = 0,
    flow: GradientFlow = .full
  ) -> Matrix {
    var nothing = nothing
    let zeroOutput = Vector(zeros: outputSize)
    let zeroState = zeroState
    return Matrix(
      rows: (0..<rows.rows).map { row in
        backward(
          layer: layer, at: t, of: trace, output: zeroOutput,
          carried: State(rows[row: row], like: zeroState), flow: flow,
          into: &nothing
        ).read.previous.joined
      })
  }

  /// The product of the Jacobians of the last `lag` steps: how the last state
  /// depends on the one `lag` steps before, ∂s_T/∂s_{T−lag}.
  public func jacobian(
    overLast lag: Int, of trace: Trace, layer: Int = 0,
    flow: GradientFlow = .full
  ) -> Matrix {
    precondition(
      lag >= 0 && lag <= trace.count, "\(lag) of \(trace.count) steps")
    return trace.steps.indices.suffix(lag).reversed().reduce(
      .identity(zeroState.joined.count)
    ) { carriedBack($0, at: $1, of: trace, layer: layer, flow: flow) }
  }

  /// The fan: the singular values of ∂s_T/∂s_{T−q} for q = 0, 1, …, the largest
  /// first. They say what happens to errors in every direction, where a norm
  /// says it of one.
  ///
  /// The rows of the product are turned until they are orthogonal after every
  /// step, which changes no singular value and keeps small ones apart from the
  /// large.
  ///
  /// - Parameter lags: up to which q; all of the trace by default.
  public func singularValueFan(
    of trace: Trace, layer: Int = 0, lags: Int? = nil,
    flow: GradientFlow = .full
  ) -> [[Double]] {
    var rows = Matrix.identity(zeroState.joined.count)
    var fan = [rows.rowNorms]
    for t in trace.steps.indices.suffix(lags ?? trace.count).reversed() {
      rows = carriedBack(rows, at: t, of: trace, layer: layer, flow: flow)
      rows.makeRowsOrthogonal()
      fan.append(rows.rowNorms)
    }
    return fan
  }
}

extension Matrix {
  /// Ones on the diagonal, zeros elsewhere.
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for k in 0..<size { result[k, k] = 1 }
    return result
  }

  /// The length of each row, the longest first.
  var rowNorms: [Double] {
    (0..<rows).map { self[row: $0].norm }.sorted { $0 > $1 }
  }
}
