// Mistake: It waits until all are there, instead of until the round is over: others may have gone on.
// Caught by: Who is slow to wake up passes, though the others are in the next round already
// Verdict: failed

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    var hasSlept = false
    while !round.isBroken {
      if allHaveCome(to: round) {
        // Not only the last one to come does this: it may be killed before.
        end(round, by: round.completed)
        return index
      } else if deadline.hasPassed || hasSlept && someoneHasDied(in: round) {
        end(round, by: round.broken)
      } else {
        hasSlept = state.lowerHalf.waitForASlice(while: round.lowerHalf, until: deadline)
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
