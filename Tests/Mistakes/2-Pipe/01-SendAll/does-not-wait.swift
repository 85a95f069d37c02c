// Mistake: A full buffer is asked again and again.
// Caught by: If the other end is closed meanwhile, it throws
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Groundwork.send(
        descriptor.number, rest.baseAddress, rest.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      if count == -1, errno == EINTR || errno == EAGAIN { continue }
      if count == -1 { throw SystemError("send") }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
