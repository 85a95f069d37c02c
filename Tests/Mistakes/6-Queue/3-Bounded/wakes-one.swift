// Mistake: One of those who listen is woken, and nobody rings for the others any more.
// Caught by: One ring is heard by all who listen
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. Never blocks.
  package func ring() {
    var value = word.load()
    while value & Self.listeners != 0 {
      // One more ring, and nobody who listens: who looks again and finds nothing says so again.
      let (exchanged, original) = word.compareExchange(
        expected: value, desired: value &+ Self.listeners)
      if exchanged {
        word.wake(1)
        return
      }
      value = original
    }
  }
}
