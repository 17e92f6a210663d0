// What the system gives to this room: seven functions of the C library, on one
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
  /// e^x − 1, exact near 0
  static func expm1(_ x: Double) -> Double { systemExpm1(x) }
  /// ln x
  static func log(_ x: Double) -> Double { systemLog(x) }
  /// ln(1 + x), exact near 0
  static func log1p(_ x: Double) -> Double { systemLog1p(x) }
  /// tanh x
  static func tanh(_ x: Double) -> Double { systemTanh(x) }
  /// The number whose tanh is x, in (−1, 1).
  static func atanh(_ x: Double) -> Double { systemAtanh(x) }
  /// cos x, x in radians
  static func cos(_ x: Double) -> Double { systemCos(x) }
}

// Inside the extension, the names mean its own functions.
private func systemExp(_ x: Double) -> Double { exp(x) }
private func systemExpm1(_ x: Double) -> Double { expm1(x) }
private func systemLog1p(_ x: Double) -> Double { log1p(x) }
private func systemLog(_ x: Double) -> Double { log(x) }
private func systemTanh(_ x: Double) -> Double { tanh(x) }
private func systemAtanh(_ x: Double) -> Double { atanh(x) }
private func systemCos(_ x: Double) -> Double { cos(x) }
