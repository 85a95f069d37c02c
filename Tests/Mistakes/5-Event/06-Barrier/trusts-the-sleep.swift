// Mistake: The end of a sleep is taken for a wake-up by the last party.
// Caught by: Who is woken for no reason sleeps on
// Verdict: failed

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    if allHaveCome(to: round) {
      end(round, by: round.completed)
      return index
    }
    while state.lowerHalf.wait(while: round.lowerHalf, until: Deadline(after: slice)) == false {
      if deadline.hasPassed || someoneHasDied(in: round) { end(round, by: round.broken) }
    }
    let now = self.round
    guard now == round || now.isAfterCompletion(of: round) else { throw BarrierError.broken }
    return index
  }

  public func reset() {
    let old = round
    end(old, by: old.abandoned)
    emptyPlaces(before: round)
  }

  public var isBroken: Bool { round.isBroken }
}
