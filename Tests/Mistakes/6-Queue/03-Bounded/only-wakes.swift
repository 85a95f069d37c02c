// Mistake: Those who sleep are woken, but the word stays: who is about to sleep sleeps on.
// Caught by: Whoever has announced, and does not sleep yet, hears the ring
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    if mayBeHeard { word.wake() }
  }
}
