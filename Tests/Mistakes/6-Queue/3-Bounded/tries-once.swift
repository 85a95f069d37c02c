// Mistake: If the word has changed in between, it gives up.
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
    if word.compareExchange(expected: value, desired: value &+ Self.listeners).exchanged {
      word.wake()
    }
  }
}
