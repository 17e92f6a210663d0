/// How a number is stored. Whole numbers are read as `Double` as well, those
/// past 2⁵³ rounded.
package enum NumberType: String, CaseIterable, Sendable {
  /// 64 bits, IEEE 754 double precision.
  case f64 = "F64"
  /// 32 bits, IEEE 754 single precision.
  case f32 = "F32"
  /// 16 bits, IEEE 754 half precision.
  case f16 = "F16"
  /// The upper 16 bits of a single.
  case bf16 = "BF16"
  case i64 = "I64"
  case i32 = "I32"
  case i16 = "I16"
  case i8 = "I8"
  case u64 = "U64"
  case u32 = "U32"
  case u16 = "U16"
  case u8 = "U8"
  /// One byte, 0 or 1.
  case bool = "BOOL"

  /// How many bytes a number takes.
  package var byteCount: Int {
    switch self {
    case .f64, .i64, .u64: 8
    case .f32, .i32, .u32: 4
    case .f16, .bf16, .i16, .u16: 2
    case .i8, .u8, .bool: 1
    }
  }

  /// Whether weights are stored so.
  package var isFloatingPoint: Bool {
    switch self {
    case .f64, .f32, .f16, .bf16: true
    default: false
    }
  }

  /// The numbers that `bytes` hold one after another; a rest that is no whole
  /// number is left out.
  package func values(
    of bytes: [UInt8], bigEndian: Bool = false
  ) -> [Double] {
    func list<W: FixedWidthInteger>(
      _ type: W.Type, _ value: (W) -> Double
    ) -> [Double] {
      bytes.withUnsafeBytes { bytes in
        (0..<bytes.count / MemoryLayout<W>.size).map { k in
          let word = bytes.loadUnaligned(
            fromByteOffset: k * MemoryLayout<W>.size, as: W.self)
          return value(bigEndian ? W(bigEndian: word) : W(littleEndian: word))
        }
      }
    }
    return switch self {
    case .f64: list(UInt64.self) { Double(bitPattern: $0) }
    case .f32: list(UInt32.self) { Double(Float(bitPattern: $0)) }
    case .f16: list(UInt16.self, widened(half:))
    case .bf16:
      list(UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
    case .i64: list(Int64.self) { Double($0) }
    case .i32: list(Int32.self) { Double($0) }
    case .i16: list(Int16.self) { Double($0) }
    case .i8: list(Int8.self) { Double($0) }
    case .u64: list(UInt64.self) { Double($0) }
    case .u32: list(UInt32.self) { Double($0) }
    case .u16: list(UInt16.self) { Double($0) }
    case .u8: list(UInt8.self) { Double($0) }
    case .bool: list(UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }
}

extension NumberType {
  /// `values` one after another, little-endian, each rounded to the nearest that
  /// the type has, to the even one between two. Only weights are written.
  func bytes(of values: [Double]) -> [UInt8] {
    func list(_ words: [some FixedWidthInteger]) -> [UInt8] {
      words.withUnsafeBytes { Array($0) }
    }
    return switch self {
    case .f64: list(values.map(\.bitPattern.littleEndian))
    case .f32: list(values.map { Float($0).bitPattern.littleEndian })
    case .f16: list(values.map { narrowed(toHalf: $0).littleEndian })
    default: preconditionFailure("\(rawValue) is only read")
    }
  }
}

/// The value of a half: ±1.m × 2^(e − 15), or ±0.m × 2^−14 where e is 0.
/// `Float16` does not exist on every platform.
private func widened(half bits: UInt16) -> Double {
  let sign = bits >> 15 == 0 ? 1.0 : -1.0
  let (exponent, mantissa) = (Int(bits >> 10) & 31, Double(bits & 1023))
  return switch exponent {
  case 0: sign * mantissa * 0x1p-24
  case 31: mantissa == 0 ? sign * .infinity : .nan
  default:
    sign
      * Double(
        sign: .plus, exponent: exponent - 15, significand: 1 + mantissa / 1024)
  }
}

/// The bits of the half nearest to a value: the steps between halves are 2^(e − 10)
/// for values from 2^e on, and 2^−24 below 2^−14.
private func narrowed(toHalf value: Double) -> UInt16 {
  let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
  guard !value.isNaN else { return 0x7E00 }
  // From 65,520 on the infinite is the nearest.
  guard value.magnitude < 65_520 else { return sign | 0x7C00 }
  let exponent = value.magnitude < 0x1p-14 ? -14 : Int(value.exponent)
  let step = Double(sign: .plus, exponent: exponent - 10, significand: 1)
  let steps = (value.magnitude / step).rounded(.toNearestOrEven)
  // Steps that fill up count over into the exponent.
  return sign + UInt16((exponent + 14) << 10) + UInt16(steps)
}
