// Mistake: The word is cleared, and nobody is woken: the kernel does not watch memory.
// Caught by: put waits while the queue is full, and goes on when an item is got
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    word.store(0)
  }
}
