import Wording

/// Why a model cannot be loaded.
package enum ModelFileError: Error, Equatable {
  /// There is neither a built-in model nor a file of that name.
  case notFound(String)
  /// The path is a folder.
  case directory(String)
  /// The path is a device, which has no end.
  case device(String)
  /// The file cannot be read; the reason is the system's.
  case unreadable(String, reason: String)
  /// The file has no bytes.
  case empty(String)
  /// The file is not sound as safetensors.
  case damaged(String, SafetensorsError)
  /// The file is another program's and cannot be read.
  case foreign(String, ForeignFileError)
  /// The file is sound but holds no model that this version can use.
  case unsuitable(String, ModelContentError)
}

extension ModelFileError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .notFound(let name):
      "there is no model file \(name)."
        + didYouMean(name, among: BuiltIn.Model.allCases.map(\.rawValue))
        + " The built-in models are "
        + BuiltIn.modelNames
        + "; anything else is the path of a model file."
    case .directory(let path):
      "\(path) is a folder without a model_epoch*.pt. Name the model file in it."
    case .device(let path):
      "\(path) is a device. Name a model file."
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason). Check its permissions."
    case .empty(let path):
      "\(path) is empty. Export or train the model again."
    case .damaged(let path, let error):
      "\(path): \(error)"
    case .foreign(let path, let error):
      "\(path): \(error)"
    case .unsuitable(let path, let error):
      "\(path): \(error)"
    }
  }
}
