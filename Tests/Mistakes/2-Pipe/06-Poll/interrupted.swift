// Beginner: A signal is taken for the end of the time.
// Caught by: A signal in between doesn't end the wait
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    return try use(for: .receiving) {
      let (seconds, attoseconds) = timeout.components
      let milliseconds = CInt(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
      var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      if descriptor.isClosed { throw ConnectionError.closedHere }
      return Groundwork.poll(&entry, 1, max(0, milliseconds)) > 0
    }
  }
}
