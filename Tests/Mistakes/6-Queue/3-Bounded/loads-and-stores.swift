// Mistake: The word is changed by a load and a store, and who announces in between is forgotten.
// Caught by: No item is left beside a sleeper, wherever the one who puts is stopped
// Verdict: failed

import Groundwork

extension Bell {
  /// Tells all who listen to look again, and wakes those who sleep (`futex`).
  ///
  /// To be called after the change, and without the lock. Never blocks.
  package func ring() {
    let value = word.load()
    if value & Self.listeners == 0 { return }
    word.store(value &+ Self.listeners)
    word.wake()
  }
}
