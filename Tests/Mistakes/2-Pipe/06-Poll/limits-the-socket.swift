// Mistake: The socket itself is told to give up, also for all others that receive at it.
// Caught by: It waits for a message, and uses no processor meanwhile
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      var byte: UInt8 = 0
      while true {
        if deadline.hasPassed { return try descriptor.waitUntilReadable(until: deadline) }
        let count = try descriptor.withNumber(for: "poll") { number in
          let left = deadline.remaining ?? .zero
          var limit = timeval()
          limit.tv_sec = Int(left.components.seconds)
          limit.tv_usec = Int(left.components.attoseconds / 1_000_000_000_000) + 1
          if limit.tv_usec > 999_999 { limit.tv_usec = 999_999 }
          setsockopt(
            number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
          return recv(number, &byte, 1, CInt(MSG_PEEK))
        }
        if count >= 0 { return true }
        if errno != EINTR && errno != EAGAIN { throw SystemError("recv") }
      }
    }
  }
}
