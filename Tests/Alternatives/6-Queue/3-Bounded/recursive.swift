// Alternative: If the word has changed in between, it begins again.

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. Never blocks.
  package func ring() {
    let value = word.load()
    guard value & Self.listeners != 0 else { return }
    if word.compareExchange(expected: value, desired: value &+ Self.listeners).exchanged {
      word.wake()
    } else {
      ring()
    }
  }
}
