import Foundation

/// What a learner waits for, beside the same in a package of one test.
let loop = Check(
  name: "loop",
  summary:
    "How long the first report and an edit take, in times of a package with one test. [--edits N]"
) { workbook, arguments in
  var edits = 5
  if arguments.count == 2, arguments[0] == "--edits", let count = Int(arguments[1]), count > 0 {
    edits = count
  } else if !arguments.isEmpty {
    throw CheckError("usage: .ci/check loop [--edits N]")
  }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let hello = try helloWorld(in: folder)
  let clone = folder.appendingPathComponent("workbook")
  let first = folder.appendingPathComponent("first")
  for copy in [clone, first] {
    let outcome = try shell(["git", "clone", "-q", workbook.root.path, copy.path], in: folder)
    guard outcome.status == 0 else { throw CheckError("git clone:\n\(outcome.tail())") }
  }

  print("                                    seconds  processor s  times hello-world")
  let freshHello = try timed("hello-world, fresh: swift test", ["swift", "test"], in: hello)
  try timed(
    "WORKBOOK_LESSONS=0 swift test, fresh", ["swift", "test"], in: first,
    environment: ["WORKBOOK_LESSONS": "0"], over: freshHello)
  try timed("swift test, fresh", ["swift", "test"], in: clone, over: freshHello)
  let edit = try timedEdits(
    "hello-world, an edit", edits, of: "Tests/HelloTests/Hello.swift", in: hello,
    ["swift", "test"])
  try timedEdits(
    "an edit: swift test --filter 01-Start", edits, of: "Lessons/1-Process/01-Start.swift",
    in: clone, ["swift", "test", "--filter", "01-Start"], over: edit)
  return []
}

/// A package with one function and one test.
private func helloWorld(in folder: URL) throws -> URL {
  let root = folder.appendingPathComponent("hello")
  let files = [
    "Package.swift": """
    // swift-tools-version: 6.3
    import PackageDescription
    let package = Package(
      name: "hello",
      targets: [
        .target(name: "Hello"), .testTarget(name: "HelloTests", dependencies: ["Hello"]),
      ])
    """,
    "Sources/Hello/Hello.swift": "public func greeting() -> String { \"hello\" }\n",
    "Tests/HelloTests/Hello.swift": """
    import Hello
    import Testing
    @Test func greets() { #expect(greeting() == "hello") }

    """,
  ]
  for (path, text) in files {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  return root
}

/// How long a command took, and what it used of the processors, with all that it started.
private struct Cost {
  let seconds: Double
  let processorSeconds: Double

  /// Runs a command, whatever it thinks of what it grades.
  init(_ command: [String], in folder: URL, environment: [String: String] = [:]) throws {
    let before = Self.used()
    let start = Date()
    let outcome = try shell(command, in: folder, environment: environment)
    seconds = Date().timeIntervalSince(start)
    processorSeconds = Self.used() - before
    // A stub is no success, and what doesn't build has no report.
    guard outcome.output.contains("passed") else {
      throw CheckError("\(command.joined(separator: " ")) in \(folder.path):\n\(outcome.tail())")
    }
  }

  /// What all children of this process used that have ended.
  private static func used() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  /// Prints a line of the table.
  func show(_ name: String, over base: Cost?) {
    let ratio = base.map { String(format: "%.1f", seconds / $0.seconds) } ?? "1"
    print(
      name.padding(toLength: 36, withPad: " ", startingAt: 0)
        + String(format: "%7.1f  %11.1f  ", seconds, processorSeconds) + ratio)
  }
}

@discardableResult
private func timed(
  _ name: String, _ command: [String], in folder: URL, environment: [String: String] = [:],
  over base: Cost? = nil
) throws -> Cost {
  let cost = try Cost(command, in: folder, environment: environment)
  cost.show(name, over: base)
  return cost
}

/// The median of some edits of one file, each with its build and its verdict.
@discardableResult
private func timedEdits(
  _ name: String, _ count: Int, of file: String, in folder: URL, _ command: [String],
  over base: Cost? = nil
) throws -> Cost {
  let place = folder.appendingPathComponent(file)
  let text = try String(contentsOf: place, encoding: .utf8)
  // The first one is not counted: what it builds differs from what came before.
  let costs = try (0...count).map { number in
    try (text + "private func edit() -> Int { \(number) }\n").write(
      to: place, atomically: true, encoding: .utf8)
    return try Cost(command, in: folder)
  }
  let median = costs.dropFirst().sorted { $0.seconds < $1.seconds }[count / 2]
  median.show(name, over: base)
  return median
}
