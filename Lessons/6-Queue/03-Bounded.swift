import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    todo("If somebody may listen, clear the word, and wake all who sleep.")
  }
}
