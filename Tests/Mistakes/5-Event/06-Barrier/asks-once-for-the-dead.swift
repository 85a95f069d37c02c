// Mistake: asks only after its first slice whether all live, so a party that is killed later than
// that is never noticed and the others wait for ever: "The same happens soon after a party that
// waits was killed".
// Caught by: A party that is killed while it waits breaks the barrier, reaped or not
// Verdict: failed
import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    var sleeps = 0
    while self.round == round {
      if allHaveCome(to: round) {
        end(round, by: round.completed)
      } else if deadline.hasPassed || sleeps == 1 && someoneHasDied(in: round) {
        end(round, by: round.broken)
      } else {
        _ = state.lowerHalf.waitForASlice(while: round.lowerHalf, until: deadline)
        sleeps += 1
      }
    }
    guard self.round.isAfterCompletion(of: round) else { throw BarrierError.broken }
    return index
  }

  public func reset() {
    while true {
      let old = self.round
      end(old, by: old.abandoned)
      let now = self.round
      if now != old, !now.isBroken {
        emptyPlaces(before: now)
        return
      }
    }
  }

  public var isBroken: Bool { round.isBroken }
}
