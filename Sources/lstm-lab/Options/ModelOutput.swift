import ArgumentParser
import ModelFiles

/// The file that a command writes a model to.
enum ModelOutput {
  /// What other programs call files of other formats.
  private static let foreign = [
    "pt", "pth", "ckpt", "bin", "onnx", "h5", "hdf5", "keras", "npz", "json",
    "gguf", "pb", "tflite", "mat", "csv", "txt", "yaml",
  ]

  /// Refuses a name that says another format than the one that is written.
  static func require(_ path: String) throws {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let ending = parts.last,
      foreign.contains(ending.lowercased())
    else { return }
    throw ValidationError(
      "Models are written as safetensors: let -o end in .safetensors, not "
        + ".\(ending).")
  }

  /// Refuses a file that is there already, which may be hours of training.
  static func requireNew(_ path: String, isForced: Bool) throws {
    guard
      isForced || path.hasPrefix("/dev/")
        || !FileManager.default.fileExists(atPath: path)
    else {
      throw OutputExists(path: path)
    }
  }
}
