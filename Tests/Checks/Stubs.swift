/// A fresh clone grades as not started: no stub passes, and none fails in another way.
let stubs = Check(
  name: "stubs",
  summary: "`swift test` grades every stub as not started, in a few lines."
) { workbook, _ in
  Report.remove(in: workbook.root)
  // As a learner calls it: without what only maintainers need.
  let outcome = try shell(
    ["swift", "test"], in: workbook.root, environment: ["WORKBOOK_ALL": ""])
  if outcome.status == 0 {
    return [
      Problem(
        "swift test", "It succeeds on the stubs.", advice: "A stub must fail: look at todo().")
    ]
  }
  guard let report = try? Report(in: workbook.root) else {
    throw CheckError("`swift test` left no report:\n\(outcome.tail(40))")
  }
  return length(of: outcome.output)
    + workbook.exercises.compactMap { exercise in
      let stub = "Lessons/\(exercise.path)"
      guard let graded = report.exercises.first(where: { $0.id == exercise.id }) else {
        return Problem(stub, "The report does not mention it.", advice: "Add its tests.")
      }
      let others = graded.tests.filter { $0.verdict != "notStarted" && $0.verdict != "skipped" }
      if graded.verdict == "notStarted" && others.isEmpty { return nil }
      let list = others.map { "“\($0.name)” is \($0.verdict)." }.joined(separator: "\n")
      return Problem(
        stub, "The stub is graded as \(graded.verdict).",
        advice: "Each of its tests must reach the stub's todo() first.\n\(list)")
    }
}

/// What a newcomer sees fits into a terminal of 24 lines.
private func length(of output: String) -> [Problem] {
  let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    .drop { !$0.hasPrefix("Build complete!") }
  if (1...24).contains(lines.count) { return [] }
  return [
    Problem(
      "swift test", "After the build it prints \(lines.count) lines.",
      advice: "Keep it to 24: what is not started needs no line of its own.")
  ]
}
