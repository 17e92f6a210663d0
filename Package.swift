// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "lstm-lab",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "lstm-lab", targets: ["lstm-lab"]),
    .library(name: "LSTMCore", targets: ["LSTMCore"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // MARK: The reference mathematics
    .target(
      name: "LSTMCore", resources: [.embedInCode("Cells/Equations")]),

    // MARK: Numbers, columns and characters as people read them
    .target(name: "Wording"),

    // MARK: Files, training, studies
    .target(
      name: "ModelFiles",
      dependencies: [
        "LSTMCore", "Wording", "CDefaultModels", "CHDF5", "CSamples",
        "CSndfile",
        "CYAML", "CZlib",
      ]),
    .target(
      name: "LSTMTraining",
      dependencies: ["LSTMCore", "ModelFiles", "Wording", "COneDNN"]),
    .target(
      name: "Experiments",
      dependencies: ["LSTMCore", "LSTMTraining", "Wording"]),
    .target(
      name: "Inspection", dependencies: ["LSTMCore", "LSTMTraining", "Wording"]),

    // MARK: Pictures
    .target(name: "Drawing", dependencies: ["CPango", "CZlib"]),
    .target(
      name: "TraceFigures",
      dependencies: [
        "LSTMCore", "Drawing", "Experiments", "Inspection", "Wording",
      ]),

    .target(
      name: "ExplorerPage",
      dependencies: [
        "LSTMCore", "ModelFiles", "Drawing", "TraceFigures", "Wording",
        "CExplorerPage",
      ],
      exclude: ["Page"]),

    // MARK: The course
    .target(
      name: "LessonKit",
      dependencies: [
        "LSTMCore", "LSTMTraining", "ModelFiles", "Inspection", "Wording",
        "CLessons",
      ]),

    // MARK: The command line
    .executableTarget(
      name: "lstm-lab",
      dependencies: [
        "LSTMCore", "LSTMTraining", "ModelFiles", "Experiments", "Drawing",
        "TraceFigures", "ExplorerPage", "Inspection", "LessonKit", "Wording",
        "CBuild",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // MARK: Doors to C
    .target(name: "CBuild"),
    .target(name: "CPango"),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "COneDNN"),
    .target(
      name: "CDefaultModels",
      exclude: [
        "SOURCES.md", "basin.safetensors", "book.safetensors",
        "book-large.safetensors", "catchment.LICENSE", "catchment.safetensors",
        "counter.safetensors",
      ]),
    .target(name: "CExplorerPage"),
    .target(name: "CHDF5"),
    .target(name: "CSndfile"),
    .target(
      name: "CSamples",
      exclude: [
        "SOURCES.md", "articles.md", "basin.csv", "book.txt", "catchment.csv",
        "co2.csv", "counter.txt", "spoken.tsv", "story.txt", "sunspots.csv",
        "tank.csv",
      ]),
    .target(name: "CLessons"),

    // MARK: Tests and measurements
    .testTarget(
      name: "LSTMCoreTests", dependencies: ["LSTMCore"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording"]),
    .testTarget(
      name: "LSTMTrainingTests",
      dependencies: ["LSTMCore", "LSTMTraining", "ModelFiles"]),
    .testTarget(
      name: "ModelFilesTests", dependencies: ["LSTMCore", "ModelFiles"]),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing", "CPango"]),
    .testTarget(
      name: "TraceFiguresTests",
      dependencies: [
        "LSTMCore", "LSTMTraining", "Drawing", "Experiments", "Inspection",
        "TraceFigures",
      ]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["LSTMCore", "LSTMTraining", "Experiments"]),
    .testTarget(
      name: "LessonKitTests",
      dependencies: ["LSTMCore", "ModelFiles", "LessonKit"]),
    .testTarget(
      name: "InspectionTests",
      dependencies: [
        "LSTMCore", "LSTMTraining", "ModelFiles", "Inspection", "Wording",
      ]),
    .testTarget(
      name: "ExplorerPageTests",
      dependencies: ["LSTMCore", "Drawing", "ExplorerPage"]),
    .testTarget(
      name: "CommandTests", dependencies: ["LSTMCore", "ModelFiles"]),
    .executableTarget(
      name: "lstm-lab-bench",
      dependencies: ["LSTMCore", "LSTMTraining", "LessonKit", "ModelFiles"],
      path: "Tests/Bench"),
  ],
  swiftLanguageModes: [.v6]
)
