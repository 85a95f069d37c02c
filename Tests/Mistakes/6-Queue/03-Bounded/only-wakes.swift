// Mistake: Those who sleep are woken, but the word stays: who is about to sleep sleeps on.
// Caught by: Whoever has announced, and does not sleep yet, hears the ring
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    if mayBeHeard { word.wake() }
  }
}
