// Mistake: A look waits until nobody receives.
// Caught by: It keeps nobody from receiving, and waits for nobody who does
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      try receiving.withLock { _ in try descriptor.waitUntilReadable(until: deadline) }
    }
  }
}
