// Mistake: It wakes 32 at most.
// Caught by: A ring wakes all there can be, and rings once, whoever begins to listen meanwhile
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    guard word.exchange(0) == Self.heard else { return }
    word.wake(32)
  }
}
