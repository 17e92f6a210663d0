import Drawing

// Where wires meet the outlines of nodes.

extension CellDiagramPen {
  /// The corners of a wire in the scene, its ends on the outlines of nodes.
  func corners(
    of wire: CellDiagram.Wire, in diagram: CellDiagram
  ) -> [Point] {
    var points = wire.points.map(place)
    let last = points.count - 1
    for (end, next) in [(0, 1), (last, last - 1)] {
      guard
        let node = diagram.presentNodes.first(where: {
          $0.kind != .cell && $0.isReached(at: wire.points[end])
        })
      else { continue }
      // What stands behind a node is met first where it stands out.
      let from = points[next]
      let outlines = (0...(diagram.stacked.contains(node.name) ? 2 : 0)).map {
        outline(
          of: node.kind, at: place(node.centre) + behind($0),
          nearest: points[end],
          isLevel: wire.points[end].y == wire.points[next].y)
      }
      points[end] = outlines.reduce(outlines[0]) {
        ($1 - from).length < ($0 - from).length ? $1 : $0
      }
    }
    return points
  }

  /// How far the k-th of a stack stands from the foremost.
  func behind(_ k: Int) -> Point {
    0.065 * Double(k) * unit * Point(1, -1)
  }

  /// Where a level or upright line through a point meets a node's outline, on
  /// the side where the point is.
  private func outline(
    of kind: CellDiagram.Node.Kind, at centre: Point, nearest point: Point,
    isLevel: Bool
  ) -> Point {
    let size = size(of: kind)
    let (across, along) = (
      isLevel ? point.y - centre.y : point.x - centre.x,
      isLevel ? point.x - centre.x : point.y - centre.y
    )
    let (breadth, reach) =
      isLevel
      ? (size.height / 2, size.width / 2) : (size.width / 2, size.height / 2)
    let share = across / breadth
    let half =
      kind == .learned
      ? reach : reach * max(0, 1 - share * share).squareRoot()
    let place = along < 0 ? -half : half
    return isLevel
      ? Point(centre.x + place, point.y) : Point(point.x, centre.y + place)
  }
}
