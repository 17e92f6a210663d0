import LSTMCore

/// A kind of file that holds a model, known by its first bytes and never by its
/// name: bytes → tensors and what is known of them → `Model`.
///
/// A foreign format is one file in this folder and one line in `all`.
package struct ModelFormat: Sendable {
  /// What the format is called.
  package let name: String
  /// Whether a file that begins so is of this format.
  let recognises: @Sendable (_ bytes: [UInt8]) -> Bool
  /// The model that a file holds, and what the file says about it; the path is
  /// for messages.
  let read:
    @Sendable (_ bytes: [UInt8], _ path: String) throws(ModelFileError) -> (
      Model, ModelMetadata
    )

  /// The formats, asked in this order; whatever none of them recognises is read
  /// as safetensors, which has no mark of its own.
  static let all: [ModelFormat] = []

  /// The format of a file.
  static func of(_ bytes: [UInt8]) -> ModelFormat {
    all.first(where: { format in format.recognises(bytes) }) ?? .safetensors
  }
}
