extension PickleMachine {
  /// Notes what Python would have looked up, called or filled.
  mutating func performOnObject(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError) {
    switch opcode {
    case .global: try push(.global(try globalName()))
    case .stackGlobal:
      let (name, module) = (try pop(), try pop())
      guard let name = pickle.text(name), let module = pickle.text(module)
      else { throw malformed("the name of a global is no text") }
      try push(.global("\(module).\(name)"))
    case .reduce, .newObject:
      let arguments = try pop()
      try pushObject(try pop(), arguments)
    case .newObjectWithKeywords:
      _ = try pop()
      let arguments = try pop()
      try pushObject(try pop(), arguments)
    case .instance:
      let name = try globalName()
      let values = try popToMark()
      try push(.global(name))
      try push(.tuple(values))
      let arguments = try pop()
      try pushObject(try pop(), arguments)
    case .object:
      let values = try popToMark()
      guard let callee = values.first else {
        throw malformed("an object has no class")
      }
      try push(.tuple(Array(values.dropFirst())))
      try pushObject(callee, try pop())
    case .build: try build()
    case .persistentID:
      try push(.text(String(decoding: try reader.line(), as: UTF8.self)))
      try push(.persistent(try pop()))
    default: try push(.persistent(try pop()))
    }
  }

  /// Two lines: the module and the name.
  private mutating func globalName() throws(ForeignFileError) -> String {
    let module = String(decoding: try reader.line(), as: UTF8.self)
    let name = String(decoding: try reader.line(), as: UTF8.self)
    return "\(module).\(name)"
  }

  private mutating func pushObject(
    _ callee: Pickle.Reference, _ arguments: Pickle.Reference
  ) throws(ForeignFileError) {
    if let name = pickle.global(callee), isDangerous(name) {
      throw .dangerousCall(name)
    }
    try push(.object(Pickle.Object(callee: callee, arguments: arguments)))
  }

  /// Gives an object its state. A dictionary for anything that is no object
  /// would be Python's error.
  private mutating func build() throws(ForeignFileError) {
    let state = try pop()
    try change(try top()) { node in
      guard case .object(var object) = node else { return false }
      node = .none
      object.state = state
      node = .object(object)
      return true
    }
  }
}

/// Whether a function reaches files, processes, the network or the interpreter.
/// Anything else that is unknown is kept as a name and never called either; a
/// file that asks for one of these is no model in good faith.
private func isDangerous(_ global: String) -> Bool {
  let modules: Set<Substring> = [
    "os", "posix", "nt", "subprocess", "sys", "socket", "shutil", "runpy",
    "importlib", "ctypes", "pty", "webbrowser", "code", "pip", "urllib",
    "requests", "http", "asyncio", "multiprocessing", "threading", "signal",
    "tempfile", "pickle", "marshal", "pdb", "timeit", "platform", "commands",
  ]
  let builtins: Set<Substring> = [
    "eval", "exec", "execfile", "compile", "open", "__import__", "breakpoint",
    "input", "apply",
  ]
  let parts = global.split(separator: ".")
  guard let module = parts.first, let name = parts.last else { return false }
  return modules.contains(module)
    || ["builtins", "__builtin__"].contains(module) && builtins.contains(name)
}
