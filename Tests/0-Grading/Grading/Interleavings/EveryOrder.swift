#if DEBUG
import Groundwork
import Testing

/// Runs the threads in every order that their steps can come in, with at most so many preemptions,
/// and records an issue if it goes wrong in one of them.
///
/// The short form of a proof, for the tests of one exercise: see `Interleavings`.
///
/// - Parameters:
///   - setUp: Makes what the threads work on, anew for each order.
///   - threads: The threads, which are called A, B and so on.
///   - preemptions: How often a thread may be made to wait although it could go on.
///   - alarms: How many sleeps may come to their deadline at any moment.
///   - what: What the threads do, and where to look if it goes wrong.
///   - sourceLocation: Where the issue is shown.
///   - check: Called when all have ended; throws if the outcome is wrong.
/// - Throws: What `setUp` throws; `SystemError`, if there can be no more threads.
package func expectInEveryOrder<State: Sendable>(
  _ setUp: @autoclosure () throws -> State, threads: [@Sendable (State) throws -> Void],
  preemptions: Int = 1, alarms: Int = 0, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation, check: (State) throws -> Void
) throws {
  var limits = Interleavings()
  limits.preemptions = 0
  limits.alarms = alarms
  var found = try limits.explore(try setUp(), threads: threads, check: check)
  if found.failure == nil, preemptions > 0 {
    // An answer that looks many times before it sleeps has far more orders than there is time for.
    limits.scheduleLimit = max(500, 200_000 * found.scheduleCount / max(1, found.stepCount))
    limits.preemptions = preemptions
    found = try limits.explore(try setUp(), threads: threads, check: check)
  }
  guard let failure = found.failure else { return }
  Issue.record(
    """
    \(what) Their steps can come in many orders, and in this one it goes wrong. \(failure)
    """, sourceLocation: sourceLocation)
}
#endif
