// Mistake: It wakes those who sleep before it changes the word: they look at the old one, and sleep again.
// Caught by: put waits while the queue is full, and goes on when an item is got
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. Never blocks.
  package func ring() {
    let value = word.load()
    if value & Self.listeners == 0 { return }
    word.wake()
    word.store(value &+ Self.listeners)
  }
}
