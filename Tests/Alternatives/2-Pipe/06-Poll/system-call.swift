// Alternative: The system is called by hand.

import Groundwork

extension Connection {
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
