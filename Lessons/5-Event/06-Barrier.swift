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
    todo("Come to the meeting, and sleep until all have come or the barrier is broken.")
  }

  /// Makes the barrier ready for a new round; who waits at it gets `BarrierError.broken`.
  ///
  /// Never blocks.
  public func reset() {
    todo("Begin a new round, and empty the places of the old ones.")
  }

  /// Whether the barrier is broken: until `reset`, nobody passes.
  public var isBroken: Bool {
    todo("Tell whether the round at this moment is broken.")
  }
}
