/// One lesson: a folder of the same name under Lessons, Solutions and Tests.
public struct Lesson: Sendable {
  /// The folder, such as `1-Process`.
  public let folder: String
  /// The exercises, in order.
  public let exercises: [Exercise]

  /// The page of the docs about `exercise`, as a path from the root of the package.
  public func page(of exercise: Exercise) -> String {
    "docs/Workbook.docc/\(folder)/\(exercise.name).md"
  }
}

/// One exercise: a file of the same name under Lessons, Solutions and Tests.
public struct Exercise: Sendable {
  /// Such as `1.3`.
  public let id: String
  /// The file's name without its extension, such as `3-ExitStatus`; unique in the course.
  public let name: String
  /// As a heading, such as `Exit status`.
  public let title: String
  /// Whether it is a stretch exercise, not needed for the lesson's "done".
  public let isStretch: Bool
}

/// Every lesson and exercise of the course, in order.
public let course: [Lesson] = [
  Lesson(
    folder: "1-Process",
    exercises: [
      Exercise(id: "1.1", name: "1-Start", title: "Start", isStretch: false),
      Exercise(id: "1.2", name: "2-Join", title: "Join", isStretch: false),
      Exercise(id: "1.3", name: "3-ExitStatus", title: "Exit status", isStretch: false),
      Exercise(id: "1.4", name: "4-ProcessName", title: "Name", isStretch: false),
      Exercise(id: "1.5", name: "5-IsAlive", title: "Alive?", isStretch: false),
      Exercise(id: "1.6", name: "6-Terminate", title: "Terminate and kill", isStretch: false),
      Exercise(id: "1.7", name: "7-JoinTimeout", title: "Join with a timeout", isStretch: false),
      Exercise(id: "1.8", name: "8-Isolation", title: "Isolation", isStretch: false),
      Exercise(id: "1.9", name: "9-AllAtOnce", title: "All at once", isStretch: false),
      Exercise(id: "1.10", name: "10-ProcessorCount", title: "Processor count", isStretch: false),
      Exercise(id: "1.11", name: "11-NobodyJoins", title: "Nobody joins", isStretch: false),
      Exercise(id: "1.12", name: "12-Fork", title: "fork", isStretch: true),
    ])
]

extension [Lesson] {
  /// Every exercise with its lesson, in order.
  var exercises: [(lesson: Lesson, exercise: Exercise)] {
    flatMap { lesson in lesson.exercises.map { (lesson, $0) } }
  }

  /// The exercise `id`, such as `1.3`, and its lesson.
  func exercise(_ id: String) -> (lesson: Lesson, exercise: Exercise)? {
    exercises.first { $0.exercise.id == id }
  }

  /// Whether the exercise `id` comes after `other` in the course; false if either is unknown.
  func isLater(_ id: String, than other: String) -> Bool {
    let order = exercises.map(\.exercise.id)
    guard let place = order.firstIndex(of: id), let otherPlace = order.firstIndex(of: other) else {
      return false
    }
    return place > otherPlace
  }

  /// Every name that `swift test --filter` takes for a lesson or an exercise.
  var names: [String] { map(\.folder) + exercises.map(\.exercise.name) }
}
