// Mistake: The timeout goes to the system as it is, where a negative one means forever.
// Caught by: No time, or less, looks without waiting
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
    return try use(for: .receiving) {
      let (seconds, attoseconds) = timeout.components
      let milliseconds = CInt(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
      var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      while true {
        let count = Groundwork.poll(&entry, 1, milliseconds)
        if count == -1, errno == EINTR { continue }
        return count > 0
      }
    }
  }
}
