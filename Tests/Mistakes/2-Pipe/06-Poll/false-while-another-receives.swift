// Mistake: While another thread receives, there is nothing for this one.
// Caught by: Whether another thread is in the middle of receiving makes no difference
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      try receiving.withLockIfAvailable { _ in
        try descriptor.waitUntilReadable(until: deadline)
      } ?? false
    }
  }
}
