// lstm-lab-bench LSTM-LAB PEERS ONLY PYTHON CORPUS: one JSON line a
// measurement, the peers' own beside it where their folder is given, and at
// the end a table of how they compare.
let bench = Bench(CommandLine.arguments)
bench.training()
bench.uses()
bench.traces()
bench.gradientNorms()
bench.jacobians()
bench.generation()
bench.processes()
bench.page()
bench.epoch()
bench.growth()
bench.warnOfLoad()
print(benchTable(bench.results))
