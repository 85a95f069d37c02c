// Mistake: It sets the word if nobody listens.
// Caught by: A ring while nobody listens wakes nobody, and one that is heard is not heard again
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    if word.compareExchange(expected: 0, desired: Self.heard).exchanged { return }
    word.store(0)
    word.wake()
  }
}
