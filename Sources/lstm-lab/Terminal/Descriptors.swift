/// The three descriptors that every program finds open.
enum Descriptors {
  /// Opens the null device for each that is closed: else the next file opened
  /// would take its number, and what is said to people would go into it.
  static func fill() {
    while true {
      let descriptor = open("/dev/null", O_RDWR)
      guard (0...STDERR_FILENO).contains(descriptor) else {
        if descriptor >= 0 { close(descriptor) }
        return
      }
    }
  }
}
