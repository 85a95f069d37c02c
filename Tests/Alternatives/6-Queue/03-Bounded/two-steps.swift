// Alternative: It looks at the word, and clears it in a second step: whoever announces in between is woken as well.

import Groundwork

extension Bell {
  package func ring() {
    guard mayBeHeard else { return }
    word.store(0)
    word.wake()
  }
}
