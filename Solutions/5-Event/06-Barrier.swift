import Groundwork

extension SharedBarrier {
  /// Waits until all parties have come.
  ///
  /// It can be called again for the next round. Blocks the thread without using the processor
  /// (`futex`).
  ///
  /// - Parameter timeout: How long to wait at the most; nil means without end. When the time is over,
  ///   the barrier is broken for all.
  /// - Returns: A number from 0 to `parties - 1`, another one for each party of a round.
  /// - Throws: `BarrierError.broken`, at once if the barrier is broken; soon if it is broken or reset
  ///   meanwhile, or if a party that has come is killed.
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
        hasSlept = state.lowerHalf.waitForASlice(while: round.lowerHalf, until: deadline)
      }
    }
    guard self.round.isAfterCompletion(of: round) else { throw BarrierError.broken }
    return index
  }

  /// Makes the barrier ready for a new round; who waits at it gets `BarrierError.broken`.
  ///
  /// Never blocks.
  public func reset() {
    var old: Round
    repeat {
      old = round
      end(old, by: old.abandoned)
      // A party may have broken the round just before: then it was not ended.
    } while round == old.broken
    emptyPlaces(before: round)
  }

  /// Whether the barrier is broken: until `reset`, nobody passes.
  public var isBroken: Bool {
    round.isBroken
  }
}
