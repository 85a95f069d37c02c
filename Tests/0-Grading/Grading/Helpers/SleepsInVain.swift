#if DEBUG
import Groundwork
import Synchronization

/// What a thread does whose sleeps end again and again for no reason, by a clock of the test.
///
/// The clock moves only while the thread sleeps. So the outcome is the same on each machine, and no
/// test waits for it.
package struct SleepsInVain: Sendable, CustomStringConvertible {
  /// A long timeout and a short one, which is over before a slice is, each with a step that is shorter.
  package static let timeouts: [(timeout: Duration, step: Duration)] = [
    (.seconds(600), .seconds(70)), (.milliseconds(8), .milliseconds(3)),
  ]

  /// How long the thread could sleep at the most, counted from the start: for each of its sleeps.
  package let deadlines: [Duration?]
  /// What the clock showed when the thread gave up.
  package let end: Duration

  /// What is wrong, for a call that should give up after `timeout`; nil if all is well.
  package func problem(_ timeout: Duration) -> String? {
    if end < timeout {
      return "it gave up after \(end), because a sleep had ended for no reason"
    }
    let late = deadlines.filter { $0.map { $0 > timeout } ?? true }
    if late.isEmpty { return nil }
    return """
      \(late.count) of its \(deadlines.count) sleeps had a later deadline than that: make one \
      deadline, before the loop, and use it for each sleep
      """
  }

  package var description: String {
    "slept until \(deadlines.map { $0.map { "\($0)" } ?? "for ever" }), and gave up after \(end)"
  }
}

/// Runs `work`, which waits on a shared word in vain; each sleep ends after `step`, for no reason.
///
/// - Parameters:
///   - step: How long each sleep lasts, by the test's clock.
///   - problem: What to say if the work doesn't come to its end.
///   - work: A call with a timeout that is much longer than `step`.
/// - Returns: What it did.
/// - Throws: `TestFailure` if it doesn't come to its end, or what it throws.
package func sleepsInVain(
  lasting step: Duration, orElse problem: String, _ work: @escaping @Sendable () throws -> Void
) throws -> SleepsInVain {
  let director = IdleClock(step: step)
  try Observed { try StepHook.directed(by: director, work) }.value(orElse: problem)
  return director.outcome
}

/// Begins `work`, which waits on a shared word; when it would sleep for a time, that time is over at once.
///
/// The clock is the test's, and jumps to the end of each such sleep. So what gives up after an hour does
/// so now; and what looks again after a while, for as long as it takes, sleeps on.
///
/// - Parameter work: What should not come to its end by itself.
/// - Returns: The work; it is finished if it has given up.
/// - Throws: What starting a thread throws.
package func observedInFastTime<Value>(
  _ work: @escaping @Sendable () throws -> Value
) throws -> Observed<Value> {
  let director = FastClock()
  return try Observed { try StepHook.directed(by: director, work) }
}

/// Ends each sleep that has a deadline, and moves the time on to that.
private final class FastClock: StepDirector {
  private let state = Mutex((ahead: Duration.zero, count: 0))

  var now: ContinuousClock.Instant { .now + state.withLock { $0.ahead } }

  func before(_ operation: StepOperation) -> StepOutcome {
    guard operation.step.kind == .wait, let deadline = operation.deadline else { return .proceed }
    return state.withLock { state in
      state.count += 1
      // By then it has looked again for as long as it takes, and may sleep in peace.
      if state.count > 10_000 { return .proceed }
      state.ahead += max(.zero, (.now + state.ahead).duration(to: deadline))
      return .fail
    }
  }
}

/// Lets each sleep end for no reason, and moves the time on.
private final class IdleClock: StepDirector {
  private let start = ContinuousClock.now
  private let step: Duration
  private let state = Mutex((passed: Duration.zero, deadlines: [Duration?]()))

  init(step: Duration) { self.step = step }

  var now: ContinuousClock.Instant { start + state.withLock { $0.passed } }

  func before(_ operation: StepOperation) -> StepOutcome {
    guard operation.step.kind == .wait else { return .proceed }
    state.withLock {
      $0.deadlines.append(operation.deadline.map { start.duration(to: $0) })
      $0.passed += step
    }
    // Else it would go on for ever, faster and faster.
    return state.withLock { $0.deadlines.count } > 200 ? .proceed : .fail
  }

  var outcome: SleepsInVain {
    state.withLock { SleepsInVain(deadlines: $0.deadlines, end: $0.passed) }
  }
}
#endif
