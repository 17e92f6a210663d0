import Foundation
import Testing

/// The `paper` command as a user meets it.
struct PaperCommandTests {
  /// Whoever leaves out the picture names results in its place.
  @Test func aChartDoesNotReplaceResults() throws {
    let folder = try TemporaryFolder()
    let paths = ["a.csv", "b.csv"].map(folder.path)
    let text = """
      condition,method,seed,criterion,met,sequences,wrong,error,seconds
      2a-p100,lstm,1997,10000,yes,4000,,0.1,1

      """
    for path in paths {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let run = try Run(["paper", "chart"] + paths)
    #expect(run.status == 1)
    #expect(run.errors.contains("holds results"), "\(run.errors)")
    #expect(try String(contentsOfFile: paths[0], encoding: .utf8) == text)
    // A picture is drawn again over itself.
    for _ in 0..<2 {
      let chart = try Run(["paper", "chart", folder.path("c.svg"), paths[0]])
      #expect(chart.status == 0, "\(chart.errors)")
    }
  }

  @Test func sequencesCanBeShown() throws {
    let run = try Run(["paper", "reber", "--show", "5"])
    #expect(run.status == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { $0.hasPrefix("B") && $0.hasSuffix("E") })
    #expect(try Run(["paper", "reber", "--show", "5"]).output == run.output)
  }

  @Test(arguments: [
    (["paper", "chess"], 64, "Choose from"),
    (["paper", "adding", "--length", "5"], 64, "at least 22"),
    (["paper", "reber", "--length", "5"], 64, "no --length"),
    (["paper", "adding", "--trials", "0"], 64, "at least 1"),
    (["paper", "adding", "--shard", "3/2"], 64, "shard"),
    (["paper", "adding", "--method", "magic"], 64, "magic"),
    (["paper", "adding", "--readout-rate", "0"], 64, "0.001"),
    (["paper", "adding", "--range=-1"], 64, "from 0 to 100"),
    (["paper", "adding", "--tolerance", "1"], 64, "below 1"),
    (["paper", "adding", "--rate", "0"], 64, "1e-6"),
    (["paper", "3a", "--method", "guess", "--rate", "1"], 64, "no α"),
    (["paper", "2a", "--centred-gates"], 64, "feeds nothing back"),
    (["paper", "chart", "x.txt", "results.csv"], 64, ".png"),
    (["paper", "chart", "x.svg", "no-such-file.csv"], 1, "no-such-file.csv"),
    (
      ["paper", "reber", "--centred-gates", "--without-gate-feedback"], 64,
      "give one of them"
    ),
    (
      ["paper", "xor", "--method", "full", "--centred-gates"], 64,
      "need the method lstm"
    ),
    (
      ["paper", "xor", "--method", "full", "--readout-rate", "4"], 64,
      "need the method lstm"
    ),
    (["paper", "2a", "--cell-sources", "inputs"], 64, "feeds nothing back"),
    (["paper", "2c", "--cell-bias", "no"], 64, "no biases in its hidden"),
    (["paper", "adding", "--cell-bias", "yes"], 64, "has biases of cells"),
    (["paper", "adding", "--output-bias", "yes"], 64, "biases of outputs"),
    (["paper", "adding", "--cell-sources", "gates"], 64, "gates"),
    (["paper", "adding", "--self-weight", "1"], 64, "below 1"),
    (
      ["paper", "xor", "--method", "full", "--cell-sources", "inputs"], 64,
      "need the method lstm"
    ),
    (["paper", "adding", "--adam", "--update", "step"], 64, "once a sequence"),
    (["paper", "drift", "x.gif"], 64, "x.gif"),
    (["paper", "drift", "--condition", "chess"], 64, "no condition"),
    (["paper", "drift", "--condition", "2a-p100"], 64, "nothing constant"),
    (["paper", "drift", "x.csv", "--curvature"], 64, "is printed"),
    (["paper", "2a", "--method", "full"], 64, "another wiring"),
    (["paper", "count", "--length=-1"], 64, "at least 0"),
    (["paper", "curves", "x.svg", "chess"], 64, "no condition"),
    (["paper", "curves", "x.gif", "order-a"], 64, "x.gif"),
    (["paper", "table", "/dev/null"], 1, "not a file of paper results"),
    (["paper", "merge", "/no/such.csv"], 1, "/no/such.csv"),
    (
      ["paper", "order-a", "--limit", "1", "-o", "/no/such/r.csv"], 1,
      "/no/such"
    ),
  ])
  func errorsNameTheThing(
    _ arguments: [String], _ status: Int, _ message: String
  ) throws {
    let run = try Run(arguments)
    #expect(run.status == Int32(status), "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty && !run.errors.contains("Fatal"))
  }

  @Test func rulesAndTheirWeightsAreNamed() throws {
    let folder = try TemporaryFolder()
    let rule = ["--cell-sources", "inputs", "--cell-bias", "no"]
    let shown = try Run(["paper", "adding", "--show", "1"] + rule)
    #expect(
      shown.errors
        == "adding-t100 lstm-cell-sources-inputs-cell-bias-no: 57 weights; the "
        + "paper's network has 93.\n")
    let plain = try Run(["paper", "adding", "--show", "1"])
    #expect(shown.output == plain.output && plain.errors.isEmpty)
    let run = try Run(
      ["paper", "adding", "--trials", "1", "--limit", "10", "--quiet"] + rule
        + ["-o", folder.path("r.csv")])
    #expect(run.status == 0 && run.errors.isEmpty)
    let csv = try String(contentsOfFile: folder.path("r.csv"), encoding: .utf8)
    #expect(
      csv.contains("\nadding-t100,lstm-cell-sources-inputs-cell-bias-no,1997,"))
    let page = try Run(["paper", "table", folder.path("r.csv")]).output
    #expect(page.contains("| 57 (paper 93) |"))
  }

  @Test func driftIsPrintedDrawnAndWritten() throws {
    let folder = try TemporaryFolder()
    let common = [
      "paper", "drift", "--condition", "adding-t100", "--trials", "4",
    ]
    let text = try Run(common).output
    #expect(text.contains("as published") && text.contains("grows as"))
    #expect(try Run(common + [folder.path("d.svg")]).status == 0)
    #expect(try Run(common + [folder.path("d.csv")]).status == 0)
    let csv = try String(contentsOfFile: folder.path("d.csv"), encoding: .utf8)
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 1 + 2 * 4 * 100)
    #expect(lines[0] == "rule,network,step,state")
    let svg = try String(contentsOfFile: folder.path("d.svg"), encoding: .utf8)
    #expect(svg.contains("nothing constant into cells"))
  }

  @Test func shardsJoinToTheWhole() throws {
    let folder = try TemporaryFolder()
    let common = [
      "paper", "order-a", "--trials", "4", "--limit", "2100", "--quiet",
    ]
    for part in 1...2 {
      let run = try Run(
        common + ["--shard", "\(part)/2", "-o", folder.path("\(part).csv")])
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try Run(common + ["-o", folder.path("all.csv")]).status == 0)
    let merged = try Run([
      "paper", "merge", folder.path("1.csv"), folder.path("2.csv"),
    ])
    let whole = try String(
      contentsOfFile: folder.path("all.csv"), encoding: .utf8)
    #expect(timeless(merged.output) == timeless(whole))
    #expect(timeless(whole).count == 5)
    // Tables have no times: equal to the byte.
    let table = try Run(["paper", "table", folder.path("all.csv")])
    #expect(
      table.output
        == (try Run([
          "paper", "table", folder.path("1.csv"), folder.path("2.csv"),
        ]).output))
    let again = try Run(
      Array(common.dropLast()) + ["-o", folder.path("all.csv")])
    #expect(again.errors == "4 trials are in the results already.\n")
  }

  @Test func curvesAreDrawn() throws {
    let folder = try TemporaryFolder()
    let run = try Run([
      "paper", "curves", folder.path("c.svg"), "order-a", "count-3-11",
      "--trials", "2", "--limit", "600", "--quiet",
    ])
    #expect(run.status == 0 && run.errors.isEmpty && run.output.isEmpty)
    let text = try String(
      contentsOfFile: folder.path("c.svg"), encoding: .utf8)
    for part in ["order-a", "count-3-11", "0 of 2 solved", "paper 31,390"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  private func timeless(_ csv: String) -> [String] {
    csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).dropLast()
        .joined(separator: ",")
    }
  }

  @Test(.enabled(if: compiler != nil, "no C compiler to count with"))
  func learningAllocatesNothing() throws {
    // The number of allocations must not grow with the number of sequences.
    let folder = try TemporaryFolder()
    for task in ["adding-t100", "reber-3x2-0.5", "2b-p100"] {
      let few = try allocations(task, sequences: 1100, in: folder)
      let many = try allocations(task, sequences: 2100, in: folder)
      #expect(many - few < 60, "\(task): \(few), then \(many)")
    }
  }

  private static let compiler = ["/usr/bin/cc", "/usr/bin/clang"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// How often a run of one trial asks for memory, counted by a library that
  /// stands before the system's.
  private func allocations(
    _ task: String, sequences: Int, in folder: TemporaryFolder
  ) throws -> Int {
    let source = """
      #include <stdio.h>
      #include <stdlib.h>
      extern void *__libc_malloc(size_t);
      static long count;
      void *malloc(size_t n) {
        __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
        return __libc_malloc(n);
      }
      __attribute__((destructor)) static void tell(void) {
        FILE *out = fopen(getenv("COUNT_FILE"), "w");
        if (out) { fprintf(out, "%ld", count); fclose(out); }
      }
      """
    try source.write(
      toFile: folder.path("count.c"), atomically: true, encoding: .utf8)
    try execute(
      try #require(Self.compiler),
      [
        "-shared", "-fPIC", "-o", folder.path("count.so"),
        folder.path("count.c"),
      ],
      environment: ProcessInfo.processInfo.environment)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    try execute(
      root.appendingPathComponent(".build/release/lstm-lab").path,
      [
        "paper", task, "--trials", "1", "--threads", "1", "--quiet", "--limit",
        "\(sequences)",
      ],
      environment: [
        "LD_PRELOAD": folder.path("count.so"),
        "COUNT_FILE": folder.path("count"),
      ])
    let text = try String(
      contentsOfFile: folder.path("count"), encoding: .utf8)
    return try #require(Int(text))
  }

  private func execute(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
