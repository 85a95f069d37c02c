#if Solutions && DEBUG
@testable import Grading

/// A small course, so that the tests don't change with the real one.
let sampleCourse: [Lesson] = [
  Lesson(
    folder: "1-Process",
    exercises: [
      Exercise(id: "1.1", name: "01-Start", title: "Start", minutes: 10),
      Exercise(id: "1.2", name: "02-Join", title: "Join", minutes: 10),
      Exercise(id: "1.3", name: "03-ExitStatus", title: "Exit status", minutes: 10),
      Exercise(id: "1.4", name: "4-Fork", title: "fork", minutes: 10, isStretch: true),
    ]),
  Lesson(
    folder: "3-SharedValue",
    exercises: [
      Exercise(id: "3.1", name: "01-Value", title: "A value", minutes: 10),
      Exercise(id: "3.2", name: "02-Array", title: "An array", minutes: 10),
    ]),
]

/// The result of a test of `exercise`.
func result(
  _ exercise: String, _ verdict: Verdict, test: String = "It does what it says",
  message: String = "", blockedBy: String? = nil, todo: TodoPlace? = nil,
  place: SourcePlace? = nil, level: Level = .works
) -> TestResult {
  TestResult(
    exercise: exercise, test: test, function: "function()", level: level,
    why: level == .holds ? "It happens." : nil, verdict: verdict, seconds: 0.25, message: message,
    blockedBy: blockedBy, todo: todo, place: place)
}

/// One passed test for each exercise of `ids`.
func passed(_ ids: String...) -> [TestResult] { ids.map { result($0, .passed) } }

/// A passed test for each exercise of `ids`, and one that does not hold.
func working(_ ids: String...) -> [TestResult] {
  ids.flatMap { id in
    [
      result(id, .passed),
      result(id, .failed, test: "Hard times", message: "It broke.\nMore.", level: .holds),
    ]
  }
}

/// The report of a run of the sample course.
func report(
  _ results: [TestResult], half: Half = .lessons, earlier: Report? = nil, isPartial: Bool = false
) -> Report {
  Report(
    of: results, in: sampleCourse, half: half, earlier: earlier, isPartial: isPartial,
    source: { _, _ in ExerciseSource(line: 7, fingerprint: "same", testCount: 1) })
}

/// What a person reads after a run of the sample course.
func text(
  _ results: [TestResult], half: Half = .lessons, earlier: Report? = nil, isColored: Bool = false,
  enough: Level = .holds
) -> String {
  report(results, half: half, earlier: earlier)
    .text(
      results: results, course: sampleCourse, style: ReportStyle(isColored: isColored),
      enough: enough)
}
#endif
