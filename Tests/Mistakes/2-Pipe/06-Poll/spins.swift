// Mistake: Looking again and again is taken for waiting.
// Caught by: It waits for a message, and uses no processor meanwhile
// Verdict: failed

import Groundwork

extension Connection {
  /// Waits until `receive` has something to go on with, but for `timeout` at the most.
  ///
  /// Takes nothing away, however often it is called. At the end of the stream there is something as
  /// well: `receive` throws at once then.
  ///
  /// - Parameter timeout: How long to wait. Zero, or less, looks without waiting.
  /// - Returns: Whether a message, or the first part of one, or the end of the stream is there.
  /// - Throws: `ConnectionError.closedHere` if this end was closed; `.sendsOnly` if it can only send.
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
