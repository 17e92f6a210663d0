import Foundation
import LSTMCore
import ModelFiles
import Testing

/// What PyTorch and NumPy make of our files, where they are installed.
@Suite struct PythonChecks {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    .enabled(if: Python.has("torch")),
    arguments: ["lstm", "rnn-tanh", "rnn-relu", "gru", "projected"])
  func torchComputesTheSame(_ cell: String) throws {
    let files = try write(cell)
    for trace in [files.csv, files.safetensors] {
      try run("check_model_in_torch.py", files.model, trace)
    }
  }

  @Test(.enabled(if: Python.has("numpy")), arguments: ["lstm", "rnn-tanh"])
  func numpyComputesTheSame(_ cell: String) throws {
    let files = try write(cell)
    try run("recompute_trace.py", files.model, files.csv)
  }

  private func run(_ script: String, _ arguments: String...) throws {
    let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Scripts/\(script)").standardized.path
    let (status, output) = try Python.run([place] + arguments)
    #expect(status == 0, "\(output)")
    #expect(output.contains("largest difference"))
  }

  private func write(
    _ cell: String
  ) throws -> (model: String, csv: String, safetensors: String) {
    let model =
      switch cell {
      case "lstm": smallModel(hidden: [5, 5])
      case "rnn-tanh": vanillaModel()
      default: try modelOfCell(cell)
      }
    let text = "abc, \"é\"\nxyx\u{1F600}"
    let vocabulary = try #require(model.reader.vocabulary)
    let run = Recording(
      of: model, reading: InputSequence(text.unicodeScalars, in: vocabulary)
    ).run
    let paths = ["model.safetensors", "trace.csv", "trace.safetensors"]
      .map { folder.path + "/" + $0 }
    try ModelFile.save(model, to: paths[0])
    try OutputFile.write(to: paths[1]) { file in
      try TraceCSV.write(
        run,
        of: TraceSubject(
          model, selection: TraceSelection(preactivations: true)), to: file)
    }
    try OutputFile.write(to: paths[2]) { file in
      try TraceSafetensors.write(
        run, of: TraceSubject(model, source: "m", version: "0"), to: file)
    }
    return (paths[0], paths[1], paths[2])
  }
}

/// The interpreter that `PYTHON` names, or `python3`.
private enum Python {
  static func has(_ module: String) -> Bool {
    (try? run(["-c", "import \(module)"]).status) == 0
  }

  static func run(
    _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: output, as: UTF8.self)
    )
  }
}
