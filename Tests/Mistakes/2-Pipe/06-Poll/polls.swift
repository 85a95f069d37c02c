// Mistake: It looks every two milliseconds.
// Caught by: It waits for a message, and uses no processor meanwhile
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      while try !descriptor.waitUntilReadable(until: Deadline(after: .zero)) {
        if deadline.hasPassed { return false }
        usleep(2_000)
      }
      return true
    }
  }
}
