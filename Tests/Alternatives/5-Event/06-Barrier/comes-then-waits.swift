// Alternative: The last to come ends the round before anybody looks at the time, and then there is one loop.

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    while !allHaveCome(to: round), self.round == round {
      let isInTime = state.lowerHalf.waitForASlice(while: round.lowerHalf, until: deadline)
      if !isInTime || deadline.hasPassed || someoneHasDied(in: round), !allHaveCome(to: round) {
        end(round, by: round.broken)
      }
    }
    if self.round == round { end(round, by: round.completed) }
    guard self.round.isAfterCompletion(of: round) else { throw BarrierError.broken }
    return index
  }

  public func reset() {
    var old = round
    end(old, by: old.abandoned)
    // A party may have broken it just before.
    while isBroken, round.lowerHalf == old.broken.lowerHalf {
      old = round
      end(old, by: old.abandoned)
    }
    emptyPlaces(before: round)
  }

  public var isBroken: Bool { round.isBroken }
}
