// Mistake: It wakes without asking whether somebody listens: a system call each time.
// Caught by: A ring while nobody listens wakes nobody, and one that is heard is not heard again
// Verdict: failed

import Groundwork

extension Bell {
  package func ring() {
    word.store(0)
    word.wake()
  }
}
