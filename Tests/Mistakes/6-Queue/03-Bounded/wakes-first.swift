// Mistake: It wakes those who sleep before it clears the word, and clears what somebody has announced since.
// Caught by: No item is left beside a sleeper, wherever the one who puts is stopped
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    if !mayBeHeard { return }
    word.wake()
    word.store(0)
  }
}
