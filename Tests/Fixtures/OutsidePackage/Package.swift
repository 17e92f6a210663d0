// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "OutsidePackage",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "lstm-lab", path: "../../..")],
  targets: [
    .executableTarget(
      name: "OwnCell",
      dependencies: [.product(name: "LSTMCore", package: "lstm-lab")])
  ]
)
