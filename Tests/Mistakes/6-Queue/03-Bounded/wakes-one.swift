// Mistake: One of those who listen is woken, and nobody rings for the others any more.
// Caught by: One ring is heard by all who listen
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    // Before waking: who is about to sleep must not, and who is woken may announce itself again.
    if word.exchange(0) == Self.heard { word.wake(1) }
  }
}
