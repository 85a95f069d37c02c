// Mistake: It looks, sleeps for a millisecond, and looks again.
// Caught by: Nobody passes before all have come, and then all do, each with another index
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
        usleep(1000)
        hasSlept = true
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
