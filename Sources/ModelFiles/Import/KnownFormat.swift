/// Kinds of files that are known by their first bytes but not read: each is
/// named, with the road that works.
enum KnownFormat {
  static let export =
    "Export the model to ONNX, or its weights to safetensors."

  static func of(_ head: [UInt8]) -> ForeignFileError? {
    for (offset, magic, kind, road) in magics {
      if head.dropFirst(offset).starts(with: magic) {
        return .notRead(kind: kind, road: road ?? export)
      }
    }
    return nil
  }

  /// An archive that is no model's.
  static func archive(of archive: ZipArchive) -> ForeignFileError {
    func has(_ ending: String) -> Bool {
      archive.entries.contains { $0.name.hasSuffix(ending) }
    }
    if has("[Content_Types].xml") {
      return .notRead(
        kind: "a document of an office program", road: "Name a model file.")
    }
    if has("coefficients.bin") {
      return .notRead(
        kind: "a Deeplearning4j model",
        road: "Save it as Keras HDF5, or export its weights.")
    }
    if has("Manifest.json") || has("model.mlmodel") {
      return .notRead(kind: "a Core ML package", road: export)
    }
    if has("saved_model.pb") {
      return .notRead(
        kind: "a TensorFlow SavedModel",
        road: "Convert it by tf2onnx, or save the model as .keras.")
    }
    return .notRead(
      kind: "a ZIP archive without a model that is known",
      road: "It holds "
        + (archive.entries.first.map { "\($0.name) …" } ?? "nothing")
        + " Unpack it and name the model.")
  }

  private static let magics: [(Int, [UInt8], String, String?)] = [
    (
      4, Array("TFL3".utf8), "a TensorFlow Lite model",
      "Its weights are often quantised; convert the Keras or PyTorch model that "
        + "it was made of, or use tflite2onnx."
    ),
    (
      0, Array("GGUF".utf8), "a GGUF model",
      "GGUF holds transformers; recurrent layers come as safetensors or .pt."
    ),
    (
      0, [4, 0, 0, 0, 1, 0, 0, 0], "a model of Torch 7 (Lua)",
      "Read it by torchfile in Python and save the weights as .npz."
    ),
    (
      0, Array("4\n1\n".utf8), "a model of Torch 7 (Lua, text)",
      "Read it by torchfile in Python and save the weights as .npz."
    ),
    (
      0, Array("MATLAB 5.0".utf8), "a MATLAB file",
      "Export the network by exportONNXNetwork, or save its weights as .npz."
    ),
    (0, Array("7767517".utf8), "an ncnn model", nil),
    (0, Array("<?xml".utf8), "an XML file, perhaps of OpenVINO", nil),
    (
      4, Array("ORTM".utf8), "an ONNX Runtime (.ort) model",
      "Give the .onnx file that it was made of."
    ),
    (
      4, Array("ET12".utf8), "an ExecuTorch program",
      "Give the PyTorch checkpoint that it was made of."
    ),
    (0, [0x1f, 0x8b], "a gzip file", "Unpack it by gunzip."),
    (0, Array("BZh".utf8), "a bzip2 file", "Unpack it by bunzip2."),
    (0, [0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz file", "Unpack it by unxz."),
    (0, [0x28, 0xb5, 0x2f, 0xfd], "a zstd file", "Unpack it by unzstd."),
    (
      0, Array("7z".utf8) + [0xbc, 0xaf], "a 7-zip archive",
      "Unpack it and name the model."
    ),
    (
      257, Array("ustar".utf8), "a tar archive",
      "Unpack it by tar -x and name the model."
    ),
    (
      0, Array("SQLite format 3".utf8), "an SQLite database",
      "Name a model file."
    ),
    (0, [0x89] + Array("PNG".utf8), "a PNG picture", "Name a model file."),
    (0, [0xff, 0xd8, 0xff], "a JPEG picture", "Name a model file."),
    (0, Array("GIF8".utf8), "a GIF picture", "Name a model file."),
    (0, Array("II*\0".utf8), "a TIFF picture", "Name a model file."),
    (
      8, Array("WAVE".utf8), "a WAV sound",
      "Give it by --wav, and a model by --model."
    ),
    (0, Array("fLaC".utf8), "a FLAC sound", "Name a model file."),
    (0, Array("OggS".utf8), "an Ogg sound", "Name a model file."),
    (0, Array("ID3".utf8), "an MP3 sound", "Name a model file."),
    (4, Array("ftyp".utf8), "a video or sound (MP4)", "Name a model file."),
    (0, [0x7f] + Array("ELF".utf8), "a program (ELF)", "Name a model file."),
    (0, [0xcf, 0xfa, 0xed, 0xfe], "a program (Mach-O)", "Name a model file."),
    (0, Array("MZ".utf8), "a program of Windows", "Name a model file."),
    (
      0, [0] + Array("asm".utf8), "a program (WebAssembly)",
      "Name a model file."
    ),
    (0, Array("#!".utf8), "a script", "Name a model file."),
    (0, [0xca, 0xfe, 0xba, 0xbe], "a Java class", "Name a model file."),
    (0, Array("PAR1".utf8), "a table (Parquet)", "Name a model file."),
    (0, Array("ARROW1".utf8), "a table (Arrow)", "Name a model file."),
    (0, Array("%PDF".utf8), "a PDF document", "Name a model file."),
    (
      0, Array("RDX3".utf8), "an R workspace",
      "Save the weights as .npz by reticulate."
    ),
  ]
}
