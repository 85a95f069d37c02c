// Mistake: To come is taken for the meeting: it says that it is there, and goes on.
// Caught by: Nobody passes before all have come, and then all do, each with another index
// Verdict: failed

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let (round, index) = try arrive()
    if allHaveCome(to: round) { end(round, by: round.completed) }
    return index
  }

  public func reset() {
    let old = round
    end(old, by: old.abandoned)
    emptyPlaces(before: round)
  }

  public var isBroken: Bool { round.isBroken }
}
