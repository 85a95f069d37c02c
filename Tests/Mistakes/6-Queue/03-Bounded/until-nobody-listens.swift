// Mistake: It rings until nobody listens any more.
// Caught by: A ring wakes all there can be, and rings once, whoever begins to listen meanwhile
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    while mayBeHeard {
      word.store(0)
      word.wake()
    }
  }
}
