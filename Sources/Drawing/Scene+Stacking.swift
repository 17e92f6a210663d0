extension Scene {
  /// Scenes one under another, as one.
  package static func stacked(_ scenes: [Scene]) -> Scene? {
    guard var result = scenes.first else { return nil }
    for scene in scenes.dropFirst() {
      let offset = Point(0, result.height)
      result.elements += scene.elements.map { $0.moved(by: offset) }
      result.height += scene.height
      result.width = max(result.width, scene.width)
      result.title += "; \(scene.title)"
      result.summary += " \(scene.summary)"
    }
    return result
  }
}
