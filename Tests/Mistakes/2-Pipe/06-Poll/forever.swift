// Mistake: The timeout goes to the system as it is, where a negative one means forever.
// Caught by: No time, or less, looks without waiting
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    return try use(for: .receiving) {
      let (seconds, attoseconds) = timeout.components
      let most: Int64 = 1_000_000
      let milliseconds = CInt(
        clamping: min(max(seconds, -most), most) * 1000 + attoseconds / 1_000_000_000_000_000)
      var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      if descriptor.isClosed { throw ConnectionError.closedHere }
      while true {
        let count = Groundwork.poll(&entry, 1, milliseconds)
        if count == -1, errno == EINTR { continue }
        return count > 0
      }
    }
  }
}
