import CZlib

/// Writes PNG files. (ISO/IEC 15948.)
///
/// Cairo's own writer compresses hard, which takes longer than everything
/// else in a figure; here rows that repeat the one above cost nearly nothing,
/// and the rest is compressed lightly.
struct PNGFile {
  /// Pixels in a row.
  let width: Int
  /// Rows.
  let height: Int
  /// How finely it is meant to be printed, or nil for any size.
  var pixelsPerInch: Double?
  /// Keywords and values.
  var text: [(String, String)] = []

  /// The file of opaque pixels in Cairo's order: blue, green, red and an
  /// unused byte; rows are `stride` bytes apart.
  func encoded(
    cairoPixels: UnsafePointer<UInt8>, stride: Int
  ) -> [UInt8] {
    let rows = [UInt8](
      unsafeUninitializedCapacity: height * (1 + 3 * width)
    ) { buffer, filled in
      guard var out = buffer.baseAddress else { return }
      for row in 0..<height {
        let line = cairoPixels + row * stride
        if row > 0, memcmp(line, line - stride, 4 * width) == 0 {
          // Filter 2, Up: the same as above, so all differences are 0.
          out[0] = 2
          (out + 1).update(repeating: 0, count: 3 * width)
        } else {
          writeDifferences(of: line, to: out)
        }
        out += 1 + 3 * width
      }
      filled = buffer.count
    }
    return file(colourType: 2, palette: [], data: deflated(rows, level: 1))
  }

  /// The file of palette indices, row after row.
  func encoded(indices: [UInt8], palette: [Colour]) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(height * (1 + width))
    for row in 0..<height {
      rows.append(0)
      rows += indices[row * width..<(row + 1) * width]
    }
    let colours = palette.flatMap { [$0.red, $0.green, $0.blue] }
    return file(
      colourType: 3, palette: colours, data: deflated(rows, level: 9))
  }

  /// Filter 1, Sub: each pixel as its difference from the one before.
  private func writeDifferences(
    of line: UnsafePointer<UInt8>, to out: UnsafeMutablePointer<UInt8>
  ) {
    out[0] = 1
    var (red, green, blue): (UInt8, UInt8, UInt8) = (0, 0, 0)
    for column in 0..<width {
      let (from, to) = (4 * column, 1 + 3 * column)
      out[to] = line[from + 2] &- red
      out[to + 1] = line[from + 1] &- green
      out[to + 2] = line[from] &- blue
      (blue, green, red) = (line[from], line[from + 1], line[from + 2])
    }
  }
}

extension PNGFile {
  private func file(
    colourType: UInt8, palette: [UInt8], data: [UInt8]
  ) -> [UInt8] {
    var file: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]
    file.reserveCapacity(data.count + 4096)
    let header =
      UInt32(width).bytes + UInt32(height).bytes + [8, colourType, 0, 0, 0]
    append("IHDR", header, to: &file)
    if let pixelsPerInch {
      let pixelsPerMetre = UInt32((pixelsPerInch / 0.0254).rounded())
      append(
        "pHYs", pixelsPerMetre.bytes + pixelsPerMetre.bytes + [1], to: &file)
    }
    for (keyword, value) in text {
      // iTXt, not tEXt, for it is the one that holds UTF-8.
      append(
        "iTXt", Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(value.utf8),
        to: &file)
    }
    if !palette.isEmpty { append("PLTE", palette, to: &file) }
    append("IDAT", data, to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private func append(
    _ type: StaticString, _ data: [UInt8], to file: inout [UInt8]
  ) {
    file += UInt32(data.count).bytes
    let start = file.count
    type.withUTF8Buffer { file += $0 }
    file += data
    let checksum = file[start...].withUnsafeBufferPointer {
      crc32(0, $0.baseAddress, uInt($0.count))
    }
    file += UInt32(checksum).bytes
  }

  private func deflated(_ bytes: [UInt8], level: Int32) -> [UInt8] {
    var input = bytes
    let bound = Int(compressBound(uLong(input.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, filled in
      var length = uLong(bound)
      let status = compress2(
        buffer.baseAddress, &length, &input, uLong(input.count), level)
      precondition(status == Z_OK, "zlib gave \(status) for a full buffer")
      filled = Int(length)
    }
  }
}

extension UInt32 {
  /// Most significant byte first.
  fileprivate var bytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}
