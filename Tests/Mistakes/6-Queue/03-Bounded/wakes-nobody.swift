// Mistake: The word is cleared, and nobody is woken: the kernel does not watch memory.
// Caught by: put waits while the queue is full, and goes on when an item is got
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    word.store(0)
  }
}
