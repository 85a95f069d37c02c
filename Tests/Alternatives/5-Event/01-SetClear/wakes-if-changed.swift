// Alternative: It wakes only if it has set the event itself.

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    let seen = changes.load()
    guard seen & 1 == 0 else { return }
    if changes.compareExchange(expected: seen, desired: seen &+ 1).exchanged { changes.wake() }
  }

  public func clear() {
    let seen = changes.load()
    if !seen.isMultiple(of: 2) {
      _ = changes.compareExchange(expected: seen, desired: seen &+ 1)
    }
  }
}
