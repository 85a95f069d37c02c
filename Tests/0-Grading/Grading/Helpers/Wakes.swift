#if DEBUG
import Groundwork
import Synchronization

/// As many threads as a system can have at the most: who is to wake all wakes that many, or more.
package let mostThreads = 1 << 22

/// How many threads each wake of `work` is to wake at the most.
///
/// - Parameters:
///   - meanwhile: What others do just before each wake, but for the tenth and later ones: so that work
///     which goes on for as long as they do it comes to an end.
///   - work: What wakes.
/// - Returns: A number for each call.
/// - Throws: `TestFailure` if the work doesn't come to its end, or what it throws.
package func wakeCounts(
  _ meanwhile: @escaping @Sendable () -> Void = {}, of work: @escaping @Sendable () throws -> Void
) throws -> [Int] {
  let director = WakeCounter(meanwhile)
  try Observed { try StepHook.directed(by: director, work) }.value(
    orElse: "what should wake others doesn't come to its end")
  return director.counts
}

private final class WakeCounter: StepDirector {
  private let meanwhile: @Sendable () -> Void
  private let state = Mutex((counts: [Int](), isBusy: false))

  init(_ meanwhile: @escaping @Sendable () -> Void) { self.meanwhile = meanwhile }

  var counts: [Int] { state.withLock { $0.counts } }
  var now: ContinuousClock.Instant { .now }

  func before(_ operation: StepOperation) -> StepOutcome {
    // What is done meanwhile takes steps, too.
    if state.withLock({ $0.isBusy }) || operation.step.kind != .wake { return .proceed }
    let isFew = state.withLock { state in
      state.counts.append(operation.operand)
      state.isBusy = true
      return state.counts.count < 10
    }
    if isFew { meanwhile() }
    state.withLock { $0.isBusy = false }
    return .proceed
  }
}
#endif
