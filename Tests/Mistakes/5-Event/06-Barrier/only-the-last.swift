// Mistake: Only the last one to come ends the round: if it is killed before, the others wait until they find it dead.
// Caught by: If the last party is killed right after it came, the others pass
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
      if !hasSlept, allHaveCome(to: round) {
        // Not only the last one to come does this: it may be killed before.
        end(round, by: round.completed)
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
    var old: Round
    repeat {
      old = round
      end(old, by: old.abandoned)
      // A party may have broken the round just before: then it was not ended.
    } while round == old.broken
    emptyPlaces(before: round)
  }

  public var isBroken: Bool {
    round.isBroken
  }
}
