// Alternative: It looks at the word, and clears it in a second step: whoever announces in between is woken as well.

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    guard mayBeHeard else { return }
    word.store(0)
    word.wake()
  }
}
