import Groundwork

// What can be done with queues, events and conditions. Exercise 9.6 does it, in the server.

/// Puts an element into a queue.
package struct PutElement<Element: Codable & Sendable>: Codable, Sendable {
  package let element: Element
  package let timeout: Duration?

  /// Makes the operation.
  package init(element: Element, timeout: Duration?) {
    self.element = element
    self.timeout = timeout
  }
}

/// Takes an element from a queue.
package struct TakeElement<Element: Codable & Sendable>: Codable, Sendable {
  package let timeout: Duration?

  /// Makes the operation.
  package init(timeout: Duration?) {
    self.timeout = timeout
  }
}

/// Sets an event, or clears it.
package struct ChangeEvent: Codable, Sendable {
  /// Whether the event shall be set.
  package let isSet: Bool

  /// Makes the operation.
  package init(isSet: Bool) {
    self.isSet = isSet
  }
}

/// Waits for an event.
package struct AwaitEvent: Codable, Sendable {
  package let timeout: Duration?
  /// What `timesSet` was at the first attempt; nil before.
  package var timesSetBefore: Int?

  /// Makes the operation.
  package init(timeout: Duration?) {
    self.timeout = timeout
  }
}

/// Takes a condition's lock.
package struct LockCondition: Codable, Sendable {
  package var timeout: Duration? { nil }

  /// Makes the operation.
  package init() {}
}

/// Gives a condition's lock back.
package struct UnlockCondition: Codable, Sendable {
  package var timeout: Duration? { nil }

  /// Makes the operation.
  package init() {}
}

/// Waits for a notice.
package struct AwaitNotice: Codable, Sendable {
  package let timeout: Duration?
  /// Whether the first attempt was made, which gives the lock back.
  package var hasBegun = false
  /// Whether the time was over before the notice came.
  package var wasLate = false

  /// Makes the operation.
  package init(timeout: Duration?) {
    self.timeout = timeout
  }
}

/// Wakes some of those who wait for a notice.
package struct NotifyWaiters: Codable, Sendable {
  /// How many.
  package let count: Int
  package var timeout: Duration? { nil }

  /// Makes the operation.
  package init(count: Int) {
    self.count = count
  }
}
