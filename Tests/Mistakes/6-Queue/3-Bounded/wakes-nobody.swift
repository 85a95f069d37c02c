// Mistake: The word is changed, and nobody is woken.
// Caught by: put waits while the queue is full, and goes on when an item is got
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
        return
      }
      value = original
    }
  }
}
