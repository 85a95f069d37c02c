import Synchronization

/// The results of this run, in the order in which they came.
public final class Ledger: Sendable {
  /// The ledger of this process.
  public static let shared = Ledger()

  private let entries = Mutex<[TestResult]>([])

  init() {}

  /// Every result so far.
  public var results: [TestResult] { entries.withLock { $0 } }

  /// Adds the result of a test.
  public func record(_ result: TestResult) {
    entries.withLock { $0.append(result) }
  }

  /// Why no further test of `exercise` of this level should run, as a sentence; `nil` if it should.
  ///
  /// Once a test of an exercise is not started or hung, its other tests could only say the same,
  /// and a hung one takes its whole deadline to do so. The same holds once three tests have failed
  /// that took nearly as long. What does not work need not be tried in hardship.
  ///
  /// - Parameters:
  ///   - exercise: Its id.
  ///   - level: That of the test.
  ///   - deadline: When the test would count as hung; nil if that is of no interest.
  /// - Returns: The sentence.
  public func reasonToSkip(
    exercise: String, level: Level = .works, deadline: Duration? = nil
  ) -> String? {
    entries.withLock { results in
      let own = results.filter { $0.exercise == exercise && $0.level <= level }
      if let deadline, own.count(where: { $0.failedSlowly(deadline) }) >= 3 {
        return "Ended early: three tests of \(exercise) failed, and took all their time."
      }
      for result in own {
        switch result.verdict {
        case .notStarted: return "Another test found that \(exercise) is not started."
        case .hung: return "Another test of \(exercise) hung: \(result.test)"
        case .passed, .failed, .crashed, .leaked, .skipped, .incomplete, .notRun, .working: continue
        }
      }
      let broken = own.first { $0.level < level && $0.verdict != .passed }
      return broken.map { "First make it work: “\($0.test)” is not passed." }
    }
  }

  /// Whether `result` is the same crash, at the same place, as that of an earlier test.
  ///
  /// Then it need not be shown again.
  public func isRepetition(_ result: TestResult) -> Bool {
    // What crashed, why, and where; below that comes what was printed.
    let start = result.message.split(separator: "\n").prefix(3)
    return result.verdict == .crashed
      && entries.withLock { results in
        results.contains {
          $0.exercise == result.exercise && $0.verdict == .crashed
            && $0.message.split(separator: "\n").prefix(3) == start
        }
      }
  }
}

extension TestResult {
  fileprivate func failedSlowly(_ deadline: Duration) -> Bool {
    verdict != .passed && verdict != .skipped && .seconds(seconds) > deadline * 0.8
  }
}
