// Mistake: Looking again and again is taken for waiting.
// Caught by: It waits for a message, and uses no processor meanwhile
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      repeat {
        if try descriptor.waitUntilReadable(until: Deadline(after: .zero)) { return true }
      } while !deadline.hasPassed
      return false
    }
  }
}
