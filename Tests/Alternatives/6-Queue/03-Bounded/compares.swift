// Alternative: It clears the word by compareExchange: if that fails, somebody else has rung.

import Groundwork

extension Bell {
  package func ring() {
    if word.compareExchange(expected: Self.heard, desired: 0).exchanged { word.wake() }
  }
}
