// What the system gives to this room: five functions of the C library, on one
// number each. They are wrapped rather than passed on, so that who imports
// LSTMCore gets no C library with it.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Double {
  /// e^x
  static func exp(_ x: Double) -> Double { systemExp(x) }
  /// ln x
  static func log(_ x: Double) -> Double { systemLog(x) }
  /// tanh x
  static func tanh(_ x: Double) -> Double { systemTanh(x) }
  /// The number whose tanh is x, in (−1, 1).
  static func atanh(_ x: Double) -> Double { systemAtanh(x) }
  /// cos x, x in radians
  static func cos(_ x: Double) -> Double { systemCos(x) }
}

// Inside the extension, the names mean its own functions.
private func systemExp(_ x: Double) -> Double { exp(x) }
private func systemLog(_ x: Double) -> Double { log(x) }
private func systemTanh(_ x: Double) -> Double { tanh(x) }
private func systemAtanh(_ x: Double) -> Double { atanh(x) }
private func systemCos(_ x: Double) -> Double { cos(x) }
