/// Why a command stops: what is wrong, where, and what to do next.
struct Refusal: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
