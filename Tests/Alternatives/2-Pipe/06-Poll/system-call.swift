// Alternative: The system is called by hand.

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
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      try descriptor.withNumber(for: "poll") { number in
        var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        while true {
          let left = (deadline.remaining ?? .seconds(1_000_000)).components
          // One more than whole ones: a wait must not end too soon.
          let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
          let most = CInt(clamping: deadline.hasPassed ? 0 : milliseconds + 1)
          let count = Groundwork.poll(&entry, 1, most)
          if count > 0 { return true }
          if count == -1, errno != EINTR { throw SystemError("poll") }
          if deadline.hasPassed { return false }
        }
      }
    }
  }
}
