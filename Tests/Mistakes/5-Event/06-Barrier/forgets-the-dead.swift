// Beginner: Nobody looks whether those who have come still live.
// Caught by: A party that is killed while it waits breaks the barrier, reaped or not
// Verdict: failed

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    while self.round == round {
      if allHaveCome(to: round) {
        // Not only the last one to come does this: it may be killed before.
        end(round, by: round.completed)
      } else if deadline.hasPassed {
        end(round, by: round.broken)
      } else {
        _ = state.lowerHalf.waitForASlice(while: round.lowerHalf, until: deadline)
      }
    }
    guard self.round.isAfterCompletion(of: round) else { throw BarrierError.broken }
    return index
  }

  public func reset() {
    let old = round
    end(old, by: old.abandoned)
    emptyPlaces(before: round)
  }

  public var isBroken: Bool { round.isBroken }
}
