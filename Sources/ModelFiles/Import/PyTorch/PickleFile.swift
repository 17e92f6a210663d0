/// A bare pickle: a state dict of NumPy arrays that `pickle.dump` wrote.
enum PickleFile {
  static func read(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFile {
    let place = "the pickle"
    var machine = PickleMachine(ByteReader(source, of: place), of: place)
    let pickle = try machine.run()
    let storages = TorchStorages {
      (key) throws(ForeignFileError) -> ByteSource in
      throw .malformed(place: place, reason: "it has no storage \(key)")
    }
    let file = try PyTorchFile.file(
      "pickle", pickle, storages, size: source.count)
    guard file.tensors.isEmpty else { return file }
    let roots = pickle.nodes.indices.compactMap(pickle.global)
      .map { String($0.prefix { $0 != "." }) }
    throw .notRead(
      kind: "a pickle without arrays"
        + (roots.isEmpty
          ? "" : " (it names \(Set(roots).sorted().joined(separator: ", ")))"),
      road: "Save the weights alone: a dictionary of NumPy arrays, .npz or "
        + "safetensors.")
  }
}
