// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that no learner has to build it.
let package = Package(
  name: "checks",
  platforms: [.macOS("15.0")],
  targets: [.executableTarget(name: "checks", path: ".", exclude: ["Package.swift"])],
  swiftLanguageModes: [.v6]
)
