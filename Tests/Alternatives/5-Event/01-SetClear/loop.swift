// Alternative: It tries until it has made the change itself, or finds it made.

import Groundwork

extension SharedEvent {
  public var isSet: Bool { !changes.load().isMultiple(of: 2) }

  public func set() {
    change(from: 0)
    // Even if it was set: who set it may have been killed before this line.
    changes.wake()
  }

  public func clear() {
    change(from: 1)
  }

  private func change(from remainder: UInt32) {
    var seen = changes.load()
    while seen % 2 == remainder {
      let (exchanged, original) = changes.compareExchange(expected: seen, desired: seen &+ 1)
      if exchanged { return }
      seen = original
    }
  }
}
