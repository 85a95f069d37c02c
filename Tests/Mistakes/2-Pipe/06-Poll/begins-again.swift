// Mistake: An interrupted wait begins again with the whole time.
// Caught by: Signals don't make the wait longer
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    return try use(for: .receiving) {
      let (seconds, attoseconds) = timeout.components
      let milliseconds = CInt(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
      var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      if descriptor.isClosed { throw ConnectionError.closedHere }
      while true {
        let count = Groundwork.poll(&entry, 1, max(0, milliseconds))
        if count == -1, errno == EINTR { continue }
        return count > 0
      }
    }
  }
}
