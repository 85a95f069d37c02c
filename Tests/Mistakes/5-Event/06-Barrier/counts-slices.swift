// Mistake: Each sleep is taken for a whole slice of the time, also one that ends too soon.
// Caught by: The timeout is for the whole call, however often the sleep is interrupted
// Verdict: failed

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let (round, index) = try arrive()
    var hasSlept = false
    var rest = timeout ?? .seconds(1_000_000)
    while self.round == round {
      if allHaveCome(to: round) {
        // Not only the last one to come does this: it may be killed before.
        end(round, by: round.completed)
      } else if rest <= .zero || hasSlept && someoneHasDied(in: round) {
        end(round, by: round.broken)
      } else {
        let nap = min(rest, slice)
        hasSlept = state.lowerHalf.wait(while: round.lowerHalf, until: Deadline(after: nap))
        rest -= nap
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
