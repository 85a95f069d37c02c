// Mistake: It goes by whether the barrier is broken now, not by how its own round ended.
// Caught by: A reset lets go who waits, with the error
// Verdict: failed

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    var hasSlept = false
    while self.round == round {
      if allHaveCome(to: round) {
        // Not only the last one to come does this: it may be killed before.
        end(round, by: round.completed)
      } else if deadline.hasPassed || hasSlept && someoneHasDied(in: round) {
        end(round, by: round.broken)
      } else {
        hasSlept = state.lowerHalf.waitForASlice(while: round.lowerHalf, until: deadline)
      }
    }
    guard !isBroken else { throw BarrierError.broken }
    return index
  }

  public func reset() {
    let old = round
    end(old, by: old.abandoned)
    emptyPlaces(before: round)
  }

  public var isBroken: Bool { round.isBroken }
}
