import Foundation

// lstm-lab-bench LSTM-LAB PEERS ONLY PYTHON: one JSON line a measurement, with
// the peers' own beside it where their folder is given.
let arguments = CommandLine.arguments
let only = arguments.count > 3 ? arguments[3] : ""
func isWanted(_ name: String) -> Bool { only.isEmpty || name.hasPrefix(only) }

if isWanted("w1") || isWanted("w2") || isWanted("w7") {
  benchTraining(only: only)
}
if isWanted("w3") { benchTrace() }
if isWanted("w4") {
  benchGradientNorms()
  benchSingularValues()
}
if isWanted("w6") { benchProcesses(arguments.count > 1 ? arguments[1] : "") }
if arguments.count > 4, !arguments[2].isEmpty {
  benchPeers(folder: arguments[2], only: only, python: arguments[4])
}
