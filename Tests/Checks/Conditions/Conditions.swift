import Foundation

/// The tests of the solutions pass wherever and however they run.
let conditions = Check(
  name: "conditions",
  summary: "The suite passes busy, confined, short of things: CONTRIBUTING.md says more."
) { workbook, arguments in
  let options = try ConditionOptions(arguments)
  let tool = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
  let all = Condition.all(root: workbook.root.path, tool: tool)
  let chosen = options.names.isEmpty ? all : all.filter { options.names.contains($0.name) }
  guard chosen.count == (options.names.isEmpty ? all.count : options.names.count) else {
    throw CheckError("The conditions are: \(all.map(\.name).joined(separator: " "))")
  }
  let needsSolutions = options.program == nil && chosen.contains { $0.program == nil }
  let solutions =
    needsSolutions
    ? try Condition.buildSolutions(of: workbook, in: ".build/solutions")
    : options.program.map { workbook.url($0) }
  let table = Table()
  var problems: [Problem] = []
  for condition in chosen {
    let row = try Row(of: condition, workbook, solutions, options)
    table.show(row)
    problems += row.failures.map {
      Problem(condition.name, $0, advice: "The output is in .build/conditions/\(condition.name)-*.")
    }
  }
  table.showTotal()
  return problems
}

private struct ConditionOptions {
  var names: [String] = []
  var runs = 1
  /// After so long, a run counts as failed.
  var seconds = 900
  /// The tests' program, if it is built; else it is built here.
  var program: String?
  /// What of the suite is run; all of it, if empty.
  var filters: [String] = []

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--runs": runs = try Self.number(rest.popFirst())
      case "--seconds": seconds = try Self.number(rest.popFirst())
      case "--program": program = rest.popFirst()
      case "--filter": filters += ["--filter", rest.popFirst() ?? ""]
      default: names.append(word)
      }
    }
  }

  private static func number(_ word: String?) throws -> Int {
    guard let number = word.flatMap({ Int($0) }), number > 0 else {
      throw CheckError("usage: .ci/check conditions [NAME…] [--runs N] [--seconds S]")
    }
    return number
  }
}

/// What came of one condition.
private struct Row {
  let name: String
  private(set) var runs = 0
  private(set) var passed = 0
  private(set) var seconds = 0.0
  /// Of each run that did not pass, what went wrong.
  private(set) var failures: [String] = []
  /// Why there was no run at all, or how much ran.
  private(set) var note = ""

  init(
    of condition: Condition, _ workbook: Workbook, _ solutions: URL?, _ options: ConditionOptions
  ) throws {
    name = condition.name
    let trial = try shell(condition.prefix + ["true"], in: workbook.root)
    guard trial.status == 0 else {
      note = "can't be made here: \(trial.tail(2).replacing("\n", with: " "))"
      return
    }
    let program: URL
    do {
      guard let built = try condition.program?(workbook) ?? solutions else { return }
      program = built
    } catch {
      failures = ["\(error)"]
      return
    }
    for number in 1...options.runs {
      let start = ContinuousClock.now
      let run = try Run(number, of: program, under: condition, workbook, options)
      seconds += (ContinuousClock.now - start) / .seconds(1)
      runs += 1
      if let failure = run.failure { failures.append(failure) } else { passed += 1 }
      if note.isEmpty { note = run.size }
    }
  }
}

/// One run of the suite.
private struct Run {
  /// What went wrong, if something did.
  private(set) var failure: String?
  /// How many exercises passed.
  private(set) var size = ""

  init(
    _ number: Int, of program: URL, under condition: Condition, _ workbook: Workbook,
    _ options: ConditionOptions
  ) throws {
    let limit = options.seconds
    let folder = workbook.url(".build/conditions/\(condition.name)-\(number)")
    try? FileManager.default.removeItem(at: folder)
    // An ordinary user writes here, too.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: folder.path)
    let own = ["NO_COLOR": "1", "WORKBOOK_REPORTS": folder.path]
    let outcome = try shell(
      ["timeout", "--kill-after=10", "\(limit)"] + condition.prefix
        + [program.path, "--testing-library", "swift-testing"] + options.filters,
      in: workbook.root, environment: own.merging(condition.environment) { $1 })
    try Data(outcome.output.utf8).write(to: folder.appendingPathComponent("output.txt"))
    let report = try? Report(at: folder.appendingPathComponent("report.json"))
    let passed = report?.exercises.filter { $0.verdict == "passed" }.count ?? 0
    size = "\(passed) exercises passed"
    let rest = (report?.exercises ?? []).filter { !["passed", "notRun"].contains($0.verdict) }
    if outcome.status == 0, passed > 0, rest.isEmpty { return }
    failure = Self.reason(outcome, report == nil ? nil : rest, limit)
  }

  private static func reason(
    _ outcome: Outcome, _ rest: [Report.Exercise]?, _ limit: Int
  ) -> String {
    if outcome.status == 124 || outcome.status == 137 {
      return "It had not ended after \(limit) seconds."
    }
    let red = outcome.output.matches(of: #/(?m)^. Test (.*) failed after/#).map { "\($0.1)" }
      .filter { !$0.hasPrefix("run with") }
    let issues = outcome.output.matches(of: #/(?m)^. Test (.*) recorded an issue .*/#)
      .map { "\($0.0)" }
    let exercises = rest?.map { "\($0.id) \($0.verdict)" }
    let what = red + issues + (exercises ?? ["no report"])
    let names = what.isEmpty ? outcome.tail(3) : what.prefix(6).joined(separator: "\n")
    return "The exit status is \(outcome.status).\n\(names)"
  }
}

/// Prints a line for each condition as soon as there is one.
private final class Table {
  private var runs = 0
  private var passed = 0

  init() { line("condition", "runs", "passed", "failed", "seconds", "") }

  func show(_ row: Row) {
    runs += row.runs
    passed += row.passed
    line(
      row.name, "\(row.runs)", "\(row.passed)", "\(row.runs - row.passed)",
      String(format: "%.0f", row.seconds), row.note)
  }

  func showTotal() { line("all", "\(runs)", "\(passed)", "\(runs - passed)", "", "") }

  private func line(_ name: String, _ columns: String...) {
    let words = columns.dropLast().map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }
    print(
      name.padding(toLength: 18, withPad: " ", startingAt: 0) + words.joined() + "  "
        + (columns.last ?? ""))
    fflush(nil)
  }
}
