// Mistake: It wakes those who sleep before it clears the word, and clears what somebody has announced since.
// Caught by: No item is left beside a sleeper, wherever the one who puts is stopped
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    if !mayBeHeard { return }
    word.wake()
    word.store(0)
  }
}
