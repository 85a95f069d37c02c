// Alternative: It clears the word by compareExchange: if that fails, somebody else has rung.

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. If nobody listens, it does nothing. Never
  /// blocks.
  package func ring() {
    if word.compareExchange(expected: Self.heard, desired: 0).exchanged { word.wake() }
  }
}
