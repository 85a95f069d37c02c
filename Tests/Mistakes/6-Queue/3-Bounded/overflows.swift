// Mistake: The number is added with +, and at its end the process crashes.
// Caught by: A ring while nobody listens changes nothing
// Verdict: crashed

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
        expected: value, desired: value + Self.listeners)
      if exchanged {
        word.wake()
        return
      }
      value = original
    }
  }
}
