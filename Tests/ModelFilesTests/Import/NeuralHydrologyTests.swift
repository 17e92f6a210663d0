import Foundation
import LSTMCore
import ModelFiles
import Testing

/// A run folder of NeuralHydrology: names, scaling and constant inputs come
/// from its files.
struct NeuralHydrologyTests {
  private let folder: TemporaryFolder

  private static let config = """
    dynamic_inputs:
    - rain
    - warmth
    static_attributes:
    - height
    hidden_size: 1
    target_variables:
    - flow(mm/h)
    clip_targets_to_zero:
    - flow(mm/h)
    statics_embedding:
    learning_rate:
      0: 0.001
    """
  private static let scaler = """
    attribute_means: {height: 700}
    attribute_stds: {height: 200}
    xarray_feature_center:
      data_vars:
        warmth: {dims: [], data: 280}
        rain: {dims: [], data: 0.5}
        flow(mm/h): {dims: [], data: 0.25}
    xarray_feature_scale:
      data_vars:
        rain: {dims: [], data: 2}
        warmth: {dims: [], data: 10}
        flow(mm/h): {dims: [], data: 4}
    """

  init() throws {
    folder = try TemporaryFolder()
    try write("config.yml", Self.config)
    try write("train_data_scaler.yml", Self.scaler)
    try write("model_epoch002.pt", model(bias: 9))
    try write("model_epoch010.pt", model(bias: 0.25))
    try write(
      "rows.csv",
      "warmth,wind,time,rain\n300,1,2015-12-01 00:00:00,1.5\n"
        + "270,2,2015-12-01 01:00:00,0.5\n")
  }

  private func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(
      to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  /// One unit that reads rain, warmth and height.
  private func model(bias: Double) -> [UInt8] {
    func tensor(_ name: String, _ shape: [Int], _ values: [Double]) -> Tensor {
      Tensor(name: name, type: .f64, shape: shape, values: values)
    }
    return Safetensors(tensors: [
      tensor(
        "lstm.weight_ih_l0", [4, 3],
        [0.5, 0, 0, 0, 0.25, 0, 1, 0.5, 0.125, 0, 0, 1]),
      tensor("lstm.weight_hh_l0", [4, 1], [0.5, 0.25, -1, 0]),
      tensor("lstm.bias_ih_l0", [4], [0, 1, 0, 0]),
      tensor("lstm.bias_hh_l0", [4], [0, 0, 0, 0]),
      tensor("head.net.0.weight", [1, 1], [2]),
      tensor("head.net.0.bias", [1], [bias]),
    ]).encode()
  }

  /// What such a model says after two rows, worked out here; `height` scaled.
  private func flow(height: Double) -> Double {
    func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    var (h, c) = (0.0, 0.0)
    for (rain, warmth) in [(0.5, 2.0), (0.0, -1.0)] {
      let i = logistic(0.5 * rain + 0.5 * h)
      let f = logistic(0.25 * warmth + 0.25 * h + 1)
      let g = tanh(rain + 0.5 * warmth + 0.125 * height - h)
      let o = logistic(height)
      c = f * c + i * g
      h = o * tanh(c)
    }
    return 0.25 + 4 * (2 * h + 0.25)
  }

  private func table() throws -> SeriesTable {
    try SeriesTable.load(folder.path + "/rows.csv")
  }

  private func read(
    _ file: ModelFile, _ constants: [(name: String, value: Double)] = []
  ) throws -> (flow: Double, notes: [String]) {
    let (table, notes) = try file.completed(
      table(), at: folder.path + "/rows.csv", ConstantColumns(constants))
    let series = try file.series(of: table, labels: table.dates)
    #expect(series.labels?.last == "2015-12-01 01:00:00")
    let trace = file.model.trace(over: InputSequence.rows(series).data)
    let last = try #require(trace.steps.last)
    return (try #require(file.model.prediction(after: last))[0], notes)
  }

  @Test func aFolderGivesNamesScalesAndTheLastEpoch() throws {
    let file = try ModelFile.load(folder.path)
    #expect(file.name == "model_epoch010.pt")
    #expect(file.model.reader.columns == ["rain", "warmth", "height"])
    #expect(file.model.readout?.targets?.names == ["flow(mm/h)"])
    #expect(file.model.readout?.targets?.ahead == 0)
    #expect(file.constantColumns == ["height"])
    #expect(try #require(file.origin).notes.count == 1)
  }

  @Test func constantInputsComeFromAnOptionAFileOrTheMean() throws {
    let file = try ModelFile.load(folder.path + "/model_epoch010.pt")
    let mean = try read(file)
    #expect(abs(mean.flow - flow(height: 0)) < 1e-12)
    #expect(mean.notes.count == 1 && mean.notes[0].contains("height = 700"))
    try write("rows.yml", "height: 1100\nname: x\nwarmth: 1\n")
    let beside = try read(file)
    #expect(abs(beside.flow - flow(height: 2)) < 1e-12)
    #expect(beside.notes == ["height = 1100 from rows.yml, beside the rows."])
    let given = try read(file, [("height", 300)])
    #expect(abs(given.flow - flow(height: -2)) < 1e-12)
    #expect(given.notes.isEmpty)
    #expect(throws: SeriesError.self) { try read(file, [("depth", 1)]) }
  }

  /// An imported model still knows which of its inputs are constant.
  @Test func anImportedModelReadsTheSameRows() throws {
    let file = try ModelFile.load(folder.path)
    let metadata = try #require(file.origin).provenance(
      name: file.name, sha256: file.sha256)
    let ours = try ModelFile.parse(
      ModelFile.encode(file.model, metadata: ModelMetadata(metadata)),
      name: "m", path: "m")
    #expect(ours.constantColumns == ["height"])
    #expect(abs(try read(ours).flow - flow(height: 0)) < 1e-6)
  }

  @Test func aConfigOfAnotherModelIsNotItsOwn() throws {
    try write(
      "config.yml",
      Self.config.replacingOccurrences(
        of: "hidden_size: 1", with: "hidden_size: 2"))
    let file = try ModelFile.load(folder.path)
    #expect(file.model.reader.columns.isEmpty)
    #expect(file.constantColumns.isEmpty)
  }

  @Test(arguments: [
    ("rain: {dims: [], data: 2}", "rain: {dims: [], data: 0}"),
    ("rain: {dims: [], data: 2}", "snow: {dims: [], data: 2}"),
    ("height: 700", "height: .nan"), ("attribute_stds", "attribute_sums"),
    ("xarray_feature_center:", "- ["),
  ])
  func aScalerThatLacksSomethingIsRefused(_ old: String, _ new: String) throws {
    try write(
      "train_data_scaler.yml",
      Self.scaler.replacingOccurrences(of: old, with: new))
    #expect(throws: ModelFileError.self) { try ModelFile.load(folder.path) }
  }

  @Test func withoutAScalerRowsAreNotReadUnscaled() throws {
    try FileManager.default.removeItem(
      atPath: folder.path + "/train_data_scaler.yml")
    #expect(throws: ModelFileError.self) { try ModelFile.load(folder.path) }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/train_data", withIntermediateDirectories: true)
    try write("train_data/train_data_scaler.yml", Self.scaler)
    #expect(try ModelFile.load(folder.path).model.reader.columns.count == 3)
  }

  @Test(arguments: [
    "statics_embedding: {hiddens: [3]}", "autoregressive_inputs: [flow]",
    "use_basin_id_encoding: true",
  ])
  func aModelThatReadsOtherwiseIsRefused(_ line: String) throws {
    try write(
      "config.yml",
      Self.config.replacingOccurrences(of: "statics_embedding:", with: "x:")
        + "\n" + line)
    #expect(throws: ModelFileError.self) { try ModelFile.load(folder.path) }
  }

  /// The discharge after some hours of NOAA's catchment, in mm/h, as NumPy computes
  /// it in float64 from the weights, the scaler and the attributes.
  static let discharge: [Int: Double] = [
    0: 0.19291984347267332, 100: 0.017462894489359865,
    514: 0.05044894753667012, 520: 0.8444850322089645,
    559: 1.1653091164863392, 719: 0.8341521023547432,
  ]

  /// The table that is carried is rounded to seven digits.
  @Test func theCatchmentThatIsCarriedGivesItsDischarge() throws {
    let file = try ModelFile.load("catchment")
    let table = try SeriesTable.load("sample:catchment")
    let series = try file.series(of: table)
    #expect(series.count == 720)
    let trace = file.model.trace(over: InputSequence.rows(series).data)
    for (step, right) in Self.discharge {
      let flow = try #require(file.model.prediction(after: trace.steps[step]))
      #expect(abs(flow[0] - right) < 1e-5)
    }
  }
}
