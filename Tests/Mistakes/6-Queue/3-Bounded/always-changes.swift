// Mistake: It changes the word though nobody listens.
// Caught by: A ring while nobody listens changes nothing
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. Never blocks.
  package func ring() {
    let value = word.load()
    word.store((value & ~Self.listeners) &+ 2)
    word.wake()
  }
}
