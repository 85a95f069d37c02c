// Mistake: While there is no room, it sleeps for a moment, and tries again.
// Caught by: While there is no room, it waits, and signals lose nothing
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)
      let count = Groundwork.send(descriptor.number, rest.baseAddress, rest.count, flags)
      if count == -1, errno == EAGAIN || errno == EINTR {
        usleep(2_000)
        continue
      }
      if count == -1 { throw SystemError("send") }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
