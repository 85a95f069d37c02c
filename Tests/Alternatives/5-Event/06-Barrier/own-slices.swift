// Alternative: It makes its slices itself, and asks who has died before each sleep.

import Groundwork

extension SharedBarrier {
  @available(*, noasync)
  @discardableResult
  public func wait(timeout: Duration? = nil) throws -> Int {
    let deadline = Deadline(after: timeout)
    let (round, index) = try arrive()
    repeat {
      if allHaveCome(to: round) {
        end(round, by: round.completed)
      } else if deadline.hasPassed || someoneHasDied(in: round) {
        end(round, by: round.broken)
      } else {
        let rest = deadline.remaining ?? .seconds(1)
        let sooner = Deadline(after: min(rest, .milliseconds(20)))
        _ = state.lowerHalf.wait(while: round.lowerHalf, until: sooner)
      }
    } while self.round == round
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
