/// With the trait `Mine`, a learner's library is made of the learner's own modules, and works.
let mine = Check(
  name: "mine",
  summary: "With the trait Mine, lessons and tour stand on the learner's own modules."
) { workbook, _ in
  let trial = try Trial(of: workbook, as: "mine", flags: ["--traits", "Mine"])
  return try solved(trial, workbook) + blocked(trial, workbook)
}

/// A learner who has solved everything: all is green, and the tour runs.
///
/// In CI every third lesson is graded, others each day: `order` has tried the same answers with the same
/// tests, upon other modules.
private func solved(_ trial: Trial, _ workbook: Workbook) throws -> [Problem] {
  let lessons = workbook.lessons.enumerated().filter {
    !Sample.isWanted || $0.offset % 3 == Sample.day % 3
  }.map(\.element)
  print("Graded: \(lessons.map(\.folder).joined(separator: ", "))")
  let report = try grade(lessons.map(\.folder), trial)
  let graded = Set(lessons.flatMap(\.exercises).map(\.id))
  let tour = try shell(["swift", "run", "--traits", "Mine", "tour", "process"], in: trial.root)
  return report.exercises.filter { graded.contains($0.id) && $0.verdict != "passed" }.map {
    exercise in
    let tests = exercise.tests.filter { $0.verdict != "passed" }
    return Problem(
      exercise.file, "With Mine, the solution in the learner's place is \(exercise.verdict).",
      advice: tests.map { "“\($0.name)” is \($0.verdict): \($0.message)" }.joined(separator: "\n"))
  }
    + (tour.status == 0
      ? []
      : [Problem("swift run --traits Mine tour process", "It fails.", advice: tour.tail(10))])
}

/// A learner who has not started what each later lesson comes to: all of these are blocked by it, and
/// so is the tour.
///
/// With the reference solutions underneath they would be green.
private func blocked(_ trial: Trial, _ workbook: Workbook) throws -> [Problem] {
  let names = ["01-Start", "03-ExitStatus", "02-Array"]
  let unstarted = workbook.exercises.filter { names.contains($0.name) }
  _ = try trial.build(
    unstarted.map { Answer(path: "Lessons/\($0.path)", exercise: $0, caught: nil) })
  // Lesson 1 alone stands on no other one.
  let later = workbook.lessons.filter { $0.folder != "1-Process" }
  let report = try grade(later.map(\.folder), trial)
  let tour = try shell(["swift", "run", "--traits", "Mine", "tour", "process"], in: trial.root)
  return later.filter { lesson in
    let own = Set(lesson.exercises.map(\.id))
    let earlier = unstarted.map(\.id).filter { !own.contains($0) }
    return !report.exercises.contains { exercise in
      own.contains(exercise.id) && exercise.blockedBy.map(earlier.contains) == true
    }
  }.map { lesson in
    Problem(
      "Lessons/\(lesson.folder)", "With Mine, no test comes to a stub of an earlier lesson.",
      advice: "Given/EarlierLessons.swift must import the learner's modules: see CONTRIBUTING.md.")
  }
    + (tour.status == 70
      ? []
      : [
        Problem(
          "swift run --traits Mine tour process",
          "It should reach the stub of 1.1, and exits with \(tour.status).",
          advice: "Solutions/Tour/Half.swift must import the learner's modules.")
      ])
}

private func grade(_ filters: [String], _ trial: Trial) throws -> Report {
  Report.remove(in: trial.root)
  let outcome = try shell(
    ["swift", "test", "--skip-build", "--traits", "Mine"] + filters.flatMap { ["--filter", $0] },
    in: trial.root)
  do { return try Report(in: trial.root) } catch {
    throw CheckError("\(error)\n\(outcome.tail(40))")
  }
}
