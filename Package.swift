// swift-tools-version: 6.3
import Foundation
import PackageDescription

/// The rooms of the house: each lesson has the same folder under Lessons, Solutions and Tests.
let course: [(folder: String, name: String, uses: [String])] = [
  (
    "0-FirstSteps", "FirstSteps",
    [
      "Process", "Pipe", "SharedValue", "Lock", "Event", "Queue", "Pool", "Subprocess", "Manager",
    ]
  ),
  ("1-Process", "Process", []),
  ("2-Pipe", "Pipe", ["Process"]),
  ("3-SharedValue", "SharedValue", ["Process", "Pipe"]),
  ("4-Lock", "Lock", ["Process", "SharedValue"]),
  ("5-Event", "Event", ["Process", "Lock"]),
  ("6-Queue", "Queue", ["Process", "Lock", "Event"]),
  ("7-Pool", "Pool", ["Process", "Pipe"]),
  ("8-Subprocess", "Subprocess", ["Process"]),
  ("9-Manager", "Manager", ["Process", "Pipe"]),
]

// Only some lessons: `WORKBOOK_LESSONS=1,2 swift test` builds the tests of these alone, and what they
// stand on. What is built stays built when the others are added.
let numbers = (Context.environment["WORKBOOK_LESSONS"] ?? "").split { ", ".contains($0) }
let chosen = numbers.map { number in
  guard let lesson = course.first(where: { $0.folder.split(separator: "-")[0] == number }) else {
    FileHandle.standardError.write(
      Data("WORKBOOK_LESSONS has numbers of lessons, such as 1,2; \(number) is none.\n".utf8))
    exit(1)
  }
  return lesson
}
let graded = chosen.isEmpty ? course : chosen
// From the last one: what a lesson uses may use others.
let lessons = course.reversed().reduce(into: Array(graded)) { needed, lesson in
  let isNamed = needed.contains { $0.name == lesson.name }
  if !isNamed, needed.contains(where: { $0.uses.contains(lesson.name) }) { needed.append(lesson) }
}

/// The modules that a lesson stands on: the *reference solutions* of earlier lessons.
///
/// So each lesson can be worked on alone. With the trait `Mine` it stands on the learner's own
/// modules instead.
func earlierModules(_ names: [String]) -> [Target.Dependency] {
  names.flatMap { name -> [Target.Dependency] in
    [
      .target(name: "Solution\(name)"),
      .target(name: "Lesson\(name)", condition: .when(traits: ["Mine"])),
    ]
  }
}

var targets: [Target] = [
  .target(name: "CPlatform", path: "Lessons/0-Groundwork/CPlatform"),
  .target(
    name: "Groundwork", dependencies: ["CPlatform"], path: "Lessons/0-Groundwork/Groundwork"),
  .target(
    name: "Grading", dependencies: ["CPlatform", "Groundwork"], path: "Tests/0-Grading/Grading"),
]

// What learners run beside the tests: it needs the whole library, as lesson 0 does.
if chosen.isEmpty {
  targets.append(
    .executableTarget(
      name: "tour", dependencies: ["Groundwork"] + earlierModules(course[0].uses),
      path: "Solutions/Tour"))
}

// What only maintainers need: `WORKBOOK_ALL=1` adds it.
if chosen.isEmpty, Context.environment["WORKBOOK_ALL"] == "1" {
  targets += [
    .testTarget(
      name: "GradingTests", dependencies: ["Grading"], path: "Tests/0-Grading/GradingTests"),
    .executableTarget(name: "start-hook", dependencies: ["Groundwork"], path: "Tests/StartHook"),
    .testTarget(
      name: "GroundworkTests", dependencies: ["Groundwork", "Grading", "start-hook"],
      path: "Tests/0-Groundwork"),
    .testTarget(
      name: "TourTests",
      dependencies: ["Groundwork", "Grading", "tour"]
        + course[0].uses.map { .target(name: "Solution\($0)") },
      path: "Tests/Tour"),
    .target(name: "CFloors", dependencies: ["CPlatform"], path: "Tests/Benchmarks/CFloors"),
    .executableTarget(
      name: "benchmarks",
      dependencies: ["Groundwork", "CFloors", "benchmark-starter"]
        + course[0].uses.map { .target(name: "Solution\($0)") },
      path: "Tests/Benchmarks", exclude: ["CFloors", "Starter", "peer.py"]),
    .executableTarget(
      name: "benchmark-starter", dependencies: ["Groundwork", "SolutionProcess"],
      path: "Tests/Benchmarks/Starter",
      // A child begins by loading its libraries: here they are inside, at addresses that are fixed.
      linkerSettings: [
        .unsafeFlags(["-static-stdlib", "-Xclang-linker", "-no-pie"], .when(platforms: [.linux]))
      ]),
  ]
}

for lesson in lessons {
  let shared: [Target.Dependency] = ["Groundwork"]
  targets += [
    .target(
      name: "Lesson\(lesson.name)", dependencies: shared + earlierModules(lesson.uses),
      path: "Lessons/\(lesson.folder)"),
    .target(
      name: "Solution\(lesson.name)",
      dependencies: shared + lesson.uses.map { .target(name: "Solution\($0)") },
      path: "Solutions/\(lesson.folder)",
      // Lets a file that is the same in both halves import the right modules: see CONTRIBUTING.md.
      swiftSettings: [.define("Reference")]),
  ]
}

for lesson in graded {
  targets.append(
    .testTarget(
      name: "\(lesson.name)Tests",
      dependencies: [
        "Groundwork", "Grading",
        .target(name: "Lesson\(lesson.name)"), .target(name: "Solution\(lesson.name)"),
      ],
      path: "Tests/\(lesson.folder)"))
}

// Set by `.ci/run`. A learner's warnings stay warnings.
if Context.environment["WORKBOOK_STRICT"] != nil {
  for target in targets {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    target.cSettings = [.treatAllWarnings(as: .error)]
  }
}

let package = Package(
  name: "multiprocessing-workbook",
  platforms: [.macOS("15.0")],
  products: [],
  traits: [
    .trait(name: "Solutions", description: "Grade the reference solutions instead of Lessons."),
    .trait(name: "Mine", description: "Lessons and tour use your own earlier modules."),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
