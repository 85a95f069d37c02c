import Synchronization
import Testing

/// Grades each test of the run once, whoever asks first: the test itself when it is its turn, or a test
/// of the level "holds", which needs the verdicts of those of the level "works".
///
/// So that needs no order: tests run in that of the file, or all at once.
final class Gradings: Sendable {
  /// The gradings of this process.
  static let shared = Gradings()

  /// What became of a test.
  enum Outcome: Sendable {
    /// It did not run, for this reason.
    case skipped(String)
    /// It ran; whether the same was told of an earlier one.
    case ran(Judgement, isKnown: Bool)
  }

  private struct State {
    /// The tests of the level "works" that this run has, by their exercise; each with the deadline of
    /// its own suite.
    var works: [String: [(test: Test, trait: ExerciseTrait)]] = [:]
    /// What another test has asked for, before the test's own turn.
    var early: [Test.ID: Task<Outcome, Never>] = [:]
    var own: [Test.ID: Task<Outcome, Never>] = [:]
  }

  private let state = Mutex(State())

  /// Called for each test of the run before the first one begins.
  func expect(_ test: Test, gradedBy trait: ExerciseTrait) async throws {
    guard test.level == .works else { return }
    // A test whose condition does not hold never has its turn.
    for case let condition as ConditionTrait in test.traits {
      guard try await condition.evaluate() else { return }
    }
    state.withLock { $0.works[trait.id, default: []].append((test, trait)) }
  }

  /// Grades a test whose turn it is, or takes what was found early.
  func outcome(
    of test: Test, by grade: @escaping @Sendable () async -> Outcome
  ) async -> Outcome {
    let task = state.withLock { state in
      let task = state.early.removeValue(forKey: test.id) ?? Task { await grade() }
      state.own[test.id] = task
      return task
    }
    return await task.value
  }

  /// Returns once all tests of the level "works" of an exercise that this run has are graded.
  func finishWorks(
    exercise: String, by grade: @escaping @Sendable (Test, ExerciseTrait) async -> Outcome
  ) async {
    // In the order in which they would have their turn: one that hangs is the last that runs.
    let tests = state.withLock { $0.works[exercise] ?? [] }
      .sorted {
        let (one, other) = ($0.test.sourceLocation, $1.test.sourceLocation)
        return (one.fileID, one.line) < (other.fileID, other.line)
      }
    for (test, trait) in tests {
      let task = state.withLock { state in
        if let task = state.own[test.id] ?? state.early[test.id] { return task }
        let task = Task { await grade(test, trait) }
        state.early[test.id] = task
        return task
      }
      _ = await task.value
    }
  }
}
