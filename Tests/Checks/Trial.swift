import Foundation

/// A copy of the package in which answers take the place of stubs.
///
/// A lesson stands on the *solutions* of the lessons before it, so an answer in Lessons can't
/// disturb another lesson: one build and one run serve an answer of every lesson.
struct Trial: Sendable {
  let workbook: Workbook
  /// The root of the copy.
  let root: URL
  /// Such as `--traits Mine`.
  private let flags: [String]
  /// The numbers of the lessons whose tests are built: so the copy has nothing but lessons.
  private let lessons: [String]
  private let product = "multiprocessing-workbookPackageTests"

  /// Makes the copy, with solutions in all places, and builds it.
  ///
  /// - Parameters:
  ///   - workbook: What is copied.
  ///   - name: The copy's folder in `.build/checks`.
  ///   - flags: For each build.
  ///   - lessons: The numbers of the lessons to build; those that WORKBOOK_LESSONS chooses, or all, if
  ///     nil.
  /// - Throws: `CheckError` if the solutions do not build.
  init(
    of workbook: Workbook, as name: String, flags: [String] = [], lessons: [String]? = nil
  ) throws {
    self.workbook = workbook
    self.flags = flags
    self.lessons =
      lessons ?? ProcessInfo.processInfo.environment["WORKBOOK_LESSONS"].map { [$0] }
      ?? workbook.lessons.map(\.number)
    root = workbook.url(".build/checks/\(name)")
    let needed = workbook.files.filter { path in
      path == "Package.swift"
        || ["Lessons/", "Solutions/", "Tests/"].contains(where: path.hasPrefix)
    }
    try removeFiles(except: Set(needed))
    let stubs = Set(workbook.exercises.map { "Lessons/\($0.path)" })
    for path in needed where !stubs.contains(path) { try copy(path, to: path) }
    for lesson in workbook.lessons {
      try link(lesson.link, to: lesson.linkTarget)
    }
    // What fails from here on is an answer's fault.
    _ = try build([])
  }

  /// The copy in which answers are tried, with their tests: one for all checks that do.
  ///
  /// Debug information takes time to make, and no verdict needs it.
  static func ofAnswers(to workbook: Workbook) throws -> Trial {
    try Trial(of: workbook, as: "mistakes", flags: ["-Xswiftc", "-gnone"])
  }

  /// Builds the copy with `answers` in their places and solutions elsewhere.
  ///
  /// - Returns: The answers that compile, and what is wrong with the others.
  func build(_ answers: [Answer]) throws -> (built: [Answer], broken: [Problem]) {
    for exercise in workbook.exercises {
      let place = "Lessons/\(exercise.path)"
      let answer = answers.first { $0.place == place }
      try copy(answer?.path ?? "Solutions/\(exercise.path)", to: place)
    }
    let outcome = try build()
    if outcome.status == 0 { return (answers, []) }
    let errors = errors(in: outcome)
    var broken: [Problem] = []
    let rest = answers.filter { answer in
      // An answer can also break the build of the lesson's other files, and of its tests.
      let own = errors.first { $0.place == answer.place }
      let any = own ?? errors.first { $0.place.folder == answer.exercise.lesson }
      guard let any else { return true }
      broken.append(
        Problem(
          answer.path, line: own?.line,
          "It does not compile: \(own == nil ? "\(any.place):\(any.line): " : "")\(any.text)",
          advice: "An answer must be one that a learner could run."))
      return false
    }
    if broken.isEmpty { throw CheckError("The solutions do not build:\n\(outcome.tail(40))") }
    let others = try build(rest)
    return (others.built, broken + others.broken)
  }

  /// Builds what is in the copy: the tests with all that they need, or one target.
  ///
  /// - Parameters:
  ///   - target: Its name.
  ///   - prefix: What the command is given to, such as `timeout`.
  /// - Returns: How the build ended.
  /// - Throws: What starting it throws.
  func build(target: String? = nil, prefix: [String] = []) throws -> Outcome {
    let what = target.map { ["--target", $0] } ?? ["--product", product]
    return try shell(
      prefix + ["swift", "build"] + flags + what, in: root,
      environment: ["WORKBOOK_LESSONS": lessons.joined(separator: ",")])
  }

  /// The errors that the compiler printed; a place is a path in the copy.
  func errors(in outcome: Outcome) -> [(place: String, line: Int, text: Substring)] {
    outcome.output.matches(of: #/(?m)^(.+\.swift):(\d+):\d+: error: (.+)$/#).map {
      (String($0.1.replacing(root.path + "/", with: "")), Int($0.2) ?? 0, $0.3)
    }
  }

  /// Puts `text` into the place of an exercise's stub.
  func write(_ text: String, for exercise: Workbook.Exercise) throws {
    try write(Data(text.utf8), to: "Lessons/\(exercise.path)")
  }

  /// Starts the tests of the exercises that `answers` answer, in a copy of the program: the next
  /// build may replace the original.
  ///
  /// - Parameters:
  ///   - answers: Those in the program.
  ///   - number: Different for each that run at the same time.
  ///   - whenDone: Called on another thread with the grader's report.
  /// - Throws: What copying the program throws.
  func startTests(
    of answers: [Answer], number: Int,
    whenDone: @escaping @Sendable (Result<Report, any Error>) -> Void
  ) throws {
    let graded = program.deletingLastPathComponent()
      .appendingPathComponent("graded-\(number).xctest")
    try? FileManager.default.removeItem(at: graded)
    try FileManager.default.copyItem(at: program, to: graded)
    Thread.detachNewThread {
      whenDone(Result { try test(answers, with: graded) })
      try? FileManager.default.removeItem(at: graded)
    }
  }

  /// The tests, built.
  var program: URL {
    root.appendingPathComponent(".build/debug").resolvingSymlinksInPath()
      .appendingPathComponent("\(product).xctest")
  }

  private func test(_ answers: [Answer], with program: URL) throws -> Report {
    let reports = program.deletingPathExtension().appendingPathExtension("reports")
    try? FileManager.default.removeItem(at: reports)
    defer { try? FileManager.default.removeItem(at: reports) }
    let filters = answers.flatMap { ["--filter", $0.exercise.name] }
    // The first numbers of this seed are nearly the least of their ranges: what is only rejected with
    // luck shows there, and in each run alike.
    let seed = ProcessInfo.processInfo.environment["WORKBOOK_SEED"] ?? "560201347"
    let outcome = try shell(
      [program.path, "--testing-library", "swift-testing"] + filters, in: root,
      environment: [
        "NO_COLOR": "1", "WORKBOOK_SANDBOXES": "\(answers.count)", "WORKBOOK_SEED": seed,
        "WORKBOOK_REPORTS": reports.path,
        // A test that gives up after nine seconds has failed, also on a machine that is busy; it isn't
        // to count as hung.
        "WORKBOOK_PATIENCE": "1.5",
      ])
    do { return try Report(at: reports.appendingPathComponent("report.json")) } catch {
      throw CheckError("\(error)\n\(outcome.tail(40))")
    }
  }

  /// Copies a file of the workbook, unless the copy is the same: builds look at the time of change.
  private func copy(_ path: String, to place: String) throws {
    try write(Data(contentsOf: workbook.url(path)), to: place)
  }

  private func write(_ data: Data, to place: String) throws {
    let target = root.appendingPathComponent(place)
    if (try? Data(contentsOf: target)) == data { return }
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: target)
  }

  private func link(_ place: String, to target: String) throws {
    let path = root.appendingPathComponent(place).path
    if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == target { return }
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  /// Removes what an earlier version of the workbook had.
  private func removeFiles(except needed: Set<String>) throws {
    for tree in ["Lessons", "Solutions", "Tests"] {
      let folder = root.appendingPathComponent(tree)
      let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
      for path in found ?? [] where path.contains(".") && !needed.contains("\(tree)/\(path)") {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
      }
    }
  }
}

extension Answer {
  /// The file whose place the answer takes.
  fileprivate var place: String { "Lessons/\(exercise.path)" }
}

extension String {
  /// The second part of the path: the lesson's folder in a tree.
  fileprivate var folder: String {
    split(separator: "/").dropFirst().first.map(String.init) ?? ""
  }
}
