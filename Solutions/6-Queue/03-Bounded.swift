import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    // Before waking: who is about to sleep must not, and who is woken may announce itself again.
    if word.exchange(0) == Self.heard { word.wake() }
  }
}
