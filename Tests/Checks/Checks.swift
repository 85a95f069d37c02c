import Foundation

/// One guarantee of the workbook that a command can verify.
struct Check: Sendable {
  /// What `swift run checks` is given.
  let name: String
  /// What holds if the check finds nothing.
  let summary: String
  /// Finds what is wrong; `arguments` are the words after the check's name.
  let run: @Sendable (_ workbook: Workbook, _ arguments: [String]) throws -> [Problem]
}

@main struct Checks {
  static let all: [Check] = [
    format, layout, rooms, rules, answers, declarations, snippets, examples, commands, links,
    numbers,
    docs, stubs, mine, order, mistakes, mutants,
  ]
  /// Those that take long, and are no part of `.ci/run`.
  static let byHand: [Check] = [conditions, hostile, loop]

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard let name = words.first else { return list() }
    if name == "class" { return gradeClass(Array(words.dropFirst())) }
    if name == "new" { return new(Array(words.dropFirst())) }
    if name == "site" { return siteCommand(Array(words.dropFirst())) }
    if name == "first-process" { runAsFirstProcess(Array(words.dropFirst())) }
    if name == "confine" { confine(Array(words.dropFirst())) }
    let chosen = name == "all" ? all : (all + byHand).filter { $0.name == name }
    if chosen.isEmpty {
      print("There is no check `\(name)`.\n")
      list()
      exit(64)
    }
    do {
      let workbook = try Workbook()
      var failed = 0
      for check in chosen
      where !report(check.name, try check.run(workbook, Array(words.dropFirst()))) {
        failed += 1
      }
      exit(failed == 0 ? 0 : 1)
    } catch {
      print("\(name): \(error)")
      exit(2)
    }
  }

  /// No check, but for teachers: `Tests/grade-class`.
  private static func gradeClass(_ words: [String]) {
    do { try GradeClass(words, workbook: Workbook()).run() } catch {
      print(error)
      exit(64)
    }
  }

  /// No check, but for whoever adds an exercise.
  private static func new(_ words: [String]) {
    do {
      let paths = try NewExercise(words, workbook: Workbook()).write()
      _ = try shell(
        ["swift", "format", "--in-place"] + paths.filter { $0.hasSuffix(".swift") },
        in: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
      print(paths.joined(separator: "\n"))
      print("\nNow mend each FIXME: `.ci/check layout` lists them. CONTRIBUTING.md says the rest.")
    } catch {
      print(error)
      exit(64)
    }
  }

  private static func list() {
    print("usage: .ci/check NAME\n")
    for check in all { print("  \(line(check))") }
    print("  all           Every check above, in this order.")
    // `.ci/run` runs what is indented.
    print("\nBy hand, as they take long:")
    for check in byHand { print("- \(line(check))") }
    print("\nusage: .ci/check new ID TITLE MINUTES   makes the files of a new exercise")
  }

  private static func line(_ check: Check) -> String {
    check.name.padding(toLength: 14, withPad: " ", startingAt: 0) + check.summary
  }

  /// Prints what a check found, and returns whether that was nothing.
  static func report(_ name: String, _ problems: [Problem]) -> Bool {
    for (index, problem) in problems.enumerated() {
      print("\(problem.position): \(problem.message)")
      // The same advice once for all that need it.
      if index + 1 == problems.count || problems[index + 1].advice != problem.advice {
        print("  -> " + problem.advice.replacing("\n", with: "\n     ") + "\n")
      }
    }
    switch problems.count {
    case 0: print("\(name): ok")
    case 1: print("\(name): 1 problem")
    default: print("\(name): \(problems.count) problems")
    }
    return problems.isEmpty
  }
}
