// Mistake: It wakes without asking whether somebody listens: a system call each time.
// Caught by: A ring while nobody listens wakes nobody, and one that is heard is not heard again
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    word.store(0)
    word.wake()
  }
}
