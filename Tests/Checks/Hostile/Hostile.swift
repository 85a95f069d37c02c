import Foundation

/// Whatever an answer does, the run ends, other exercises keep their verdicts, and nothing stays.
let hostile = Check(
  name: "hostile",
  summary: "Answers that attack the grader end nothing but their own tests. [NAME…] [--unfiltered]"
) { workbook, arguments in
  let names = arguments.filter { $0 != "--unfiltered" }
  let trial = try Trial(
    of: workbook, as: "hostile", flags: ["-Xswiftc", "-gnone"], lessons: ["1"])
  Strays.adopt()
  var problems: [Problem] = []
  for path in workbook.files(under: "Tests/Hostile", ".swift") {
    let attack = try Attack(path, workbook)
    let acts = attack.acts.filter { names.isEmpty || names.contains($0) }
    if acts.isEmpty { continue }
    let (_, broken) = try trial.build([attack.answer])
    problems += broken
    if !broken.isEmpty { continue }
    for act in acts {
      let outcome = try attack.run(act, in: trial, filtered: !arguments.contains("--unfiltered"))
      print(outcome.line)
      fflush(nil)
      problems += outcome.faults.map {
        Problem(
          "\(path), \(act)", $0,
          advice: "WORKBOOK_HOSTILE=\(act) chooses the act. The end of the output:\n"
            + outcome.output)
      }
    }
  }
  return problems
}

/// A file of `Tests/Hostile`.
private struct Attack {
  let answer: Answer
  /// What the file can do, by the names that the variable WORKBOOK_HOSTILE chooses from.
  let acts: [String]
  /// What the grader must say, if it can't grade anything then.
  let diagnostic: String?
  /// The exercise beside it, whose answer is right.
  private let neighbor: Workbook.Exercise

  /// Seconds after which a run has not ended: several tests that take all their time, on a busy
  /// machine.
  private static let limit = 120

  init(_ path: String, _ workbook: Workbook) throws {
    let text = try workbook.text(path)
    guard let place = text.firstMatch(of: #/(?m)^// In: (.+)$/#)?.1,
      let index = workbook.exercises.firstIndex(where: { $0.path == "\(place).swift" }), index > 0
    else { throw CheckError("\(path) needs a line such as `// In: 1-Process/03-ExitStatus`.") }
    answer = Answer(path: path, exercise: workbook.exercises[index], caught: nil)
    neighbor = workbook.exercises[index - 1]
    diagnostic = text.firstMatch(of: #/(?m)^// Says: (.+)$/#).map { String($0.1) }
    let found = text.matches(of: #/(?m)^    "([a-z-]+)": \{/#).map { String($0.1) }
    let file = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    acts = found.isEmpty ? [file] : found
  }

  func run(_ act: String, in trial: Trial, filtered: Bool) throws -> AttackOutcome {
    let reports = trial.root.appendingPathComponent(".build/hostile-reports")
    try? FileManager.default.removeItem(at: reports)
    var environment = [
      "NO_COLOR": "1", "WORKBOOK_REPORTS": reports.path, "WORKBOOK_HOSTILE": act,
    ]
    if !filtered { environment["WORKBOOK_FILTERS"] = "off" }
    let start = ContinuousClock.now
    let outcome = try shell(
      ["timeout", "--kill-after=5", "\(Self.limit)", "setsid", "--wait", trial.program.path]
        + ["--testing-library", "swift-testing"]
        + ["--filter", neighbor.name, "--filter", answer.exercise.name],
      in: trial.root, environment: environment)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let left = Strays.end()
    let report = try? Report(at: reports.appendingPathComponent("report.json"))
    func verdict(_ exercise: Workbook.Exercise) -> String {
      report?.exercises.first { $0.id == exercise.id }?.verdict ?? "none"
    }
    var faults: [String] = []
    let (own, others) = (verdict(answer.exercise), verdict(neighbor))
    if [124, 137].contains(outcome.status) { faults.append("It ran for \(Self.limit) seconds.") }
    if let diagnostic {
      if !outcome.output.contains(diagnostic) { faults.append("Nothing says: \(diagnostic)") }
    } else {
      if others != "passed" { faults.append("The verdict on the exercise beside it: \(others).") }
      if ["passed", "none"].contains(own) { faults.append("The verdict on the answer: \(own).") }
    }
    if outcome.status == 0 { faults.append("The run counts as a success.") }
    if !left.isEmpty { faults.append("Still running: \(left.joined(separator: ", "))") }
    return AttackOutcome(
      line: Self.line(act, own, others, seconds, faults.isEmpty), faults: faults,
      output: outcome.tail(20))
  }

  private static func line(
    _ act: String, _ own: String, _ others: String, _ seconds: Double, _ isGood: Bool
  ) -> String {
    [act, own, others].map { $0.padding(toLength: 24, withPad: " ", startingAt: 0) }.joined()
      + String(format: "%6.1f s", seconds) + (isGood ? "" : "  FAULT")
  }
}

private struct AttackOutcome {
  let line: String
  let faults: [String]
  let output: String
}

/// Processes that outlive a run: they come to this process, whatever they did to leave others.
enum Strays {
  /// Makes this process the parent of all below it whose parents have ended.
  static func adopt() {
    // `prctl` takes a variable number of arguments, which Swift can't pass.
    typealias Control = @convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt
    let adoptOrphans: CInt = 36
    if let address = dlsym(nil, "prctl") {
      _ = unsafeBitCast(address, to: Control.self)(adoptOrphans, 1, 0, 0, 0)
    }
  }

  /// Waits some seconds for all to end, then ends them.
  ///
  /// - Returns: The command lines of those that had to be ended.
  static func end() -> [String] {
    var left: [String] = []
    for round in 0..<100 {
      var living: [pid_t] = []
      for child in children() where waitpid(child, nil, WNOHANG) == 0 { living.append(child) }
      if living.isEmpty { break }
      if round == 50 { left = living.map { "\($0) \(command(of: $0))" } }
      if round >= 50 { for child in living { kill(child, SIGKILL) } }
      // sleeps: nothing tells of the end of a process that another one has started.
      usleep(100_000)
    }
    return left
  }

  private static func children() -> [pid_t] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.flatMap { task in
      let text = try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)
      return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
    }
  }

  private static func command(of pid: pid_t) -> String {
    let text = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)
    return (text ?? "").replacing("\0", with: " ")
  }
}
