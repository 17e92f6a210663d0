import Testing

struct GradientCommandTests {
  @Test func theDemoDrawsOrPrintsOrBoth() throws {
    let folder = try TemporaryFolder()
    let small =
      ["vanishing-demo", "--steps", "5", "--hidden", "3"]
      + ["--seeds", "2"]
    let table = try Run(small)
    #expect(table.status == 0 && table.output.contains("claimed:"))
    let picture = try Run(small + [folder.path("a.svg")])
    #expect(picture.status == 0 && picture.output.isEmpty)
    let both = try Run(
      small + [folder.path("b.pdf"), "--format", "csv"])
    #expect(
      both.output.hasPrefix(
        "cell,forget_bias,quantity,lag,median,p10,p90,direct_path\n"))
    #expect(both.output.contains("lstm,chrono,c,4,"))
    let norm = try Run(small + ["--spectral-norm", "2", "--format", "csv"])
    #expect(norm.output.contains("rnn-tanh-spectral,,h,0,"))
  }

  @Test(arguments: [
    ["--gates"], ["--paths"], ["--jacobians", "--lags", "2"], ["--rtrl"],
    ["--counterexample"], [],
  ])
  func everyViewPrints(_ view: [String]) throws {
    // The two that look at no text take none.
    let read =
      ["--rtrl", "--counterexample"].contains(view.first)
      ? [] : ["--text", "aaXbb", "--model", "counter"]
    let run = try Run(["gradients"] + read + view)
    #expect(run.status == 0 && run.errors.isEmpty)
    for line in run.output.split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
    let csv = try Run(["gradients", "--format", "csv"] + read + view)
    let widths = csv.output.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).count
    }
    #expect(csv.status == 0 && Set(widths).count == 1)
  }

  @Test(arguments: [
    (["gradients", "--text", "a"], 1, "at least 2"),
    (["gradients", "--text", ""], 1, "empty"),
    (["gradients", "--text", "abc", "--at", "2"], 1, "steps 0 to 1"),
    (["gradients", "--at", "-1"], 64, "--at"),
    (["gradients", "--gates", "--layer", "7"], 1, "no layer 7"),
    (["gradients", "--lags", "0"], 64, "at least 1"),
    (["gradients", "--absolute"], 64, "--absolute"),
    (["gradients", "x.txt"], 64, ".png, .svg or .pdf"),
    (["gradients", "--paths", "--gates"], 64, "--gates"),
    (["gradients", "--model", "nobody"], 1, "book"),
    (["vanishing-demo", "--hidden", "0"], 64, "from 1 to 10000"),
    (["vanishing-demo", "--spectral-norm", "-2"], 64, "--spectral-norm"),
    (["vanishing-demo", "--spectral-norm", "nan"], 64, "above 0"),
    (["vanishing-demo", "--study", "training", "--steps", "2"], 64, "4 to"),
    (["vanishing-demo", "a.gif"], 64, ".png, .svg or .pdf"),
    (["vanishing-demo", "--study", "none"], 64, "none"),
  ])
  func errorsNameTheThing(
    _ arguments: [String], _ status: Int32, _ words: String
  ) throws {
    let run = try Run(arguments)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
  }

  @Test func aLongTextIsRefusedByName() throws {
    let run = try Run(
      ["gradients", "--text", String(repeating: "a", count: 2001)])
    #expect(run.status == 1 && run.errors.contains("2000"))
  }

  @Test func gradientsDrawEveryPicture() throws {
    let folder = try TemporaryFolder()
    for view in [[], ["--gates"], ["--jacobians", "--lags", "3"]] {
      let path = folder.path("g.png")
      let run = try Run(
        ["gradients", path, "--text", "aaXbb", "--model", "counter"] + view)
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    }
  }
}
