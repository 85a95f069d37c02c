// Mistake: A flag that is 1 and 0 and 1 again: who slept meanwhile sees no difference.
// Caught by: Every change makes a new number
// Verdict: failed

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    changes.store(1)
    changes.wake()
  }

  public func clear() {
    changes.store(0)
  }
}
