import Testing

/// Grades each test of a suite in a process of its own.
public struct ExerciseTrait: TestTrait, SuiteTrait {
  let id: String
  let deadline: Duration
  public var isRecursive: Bool { true }
}

extension Trait where Self == ExerciseTrait {
  /// Grades each test of the suite in a process of its own, as a test of the exercise `id`.
  ///
  /// - Parameters:
  ///   - id: The exercise, such as "1.3".
  ///   - deadline: When a test that has not ended counts as hung.
  public static func exercise(_ id: String, deadline: Duration = .seconds(10)) -> Self {
    ExerciseTrait(id: id, deadline: deadline)
  }
}
