// Mistake: The number is changed, and the bit stays: each put makes a system call from now on.
// Caught by: While nobody listens, nobody is woken
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
        expected: value, desired: value &+ 2)
      if exchanged {
        word.wake()
        return
      }
      value = original
    }
  }
}
