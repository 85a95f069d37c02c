// Alternative: The system is called by hand.

import Groundwork

extension Connection {
  /// Sends all of `bytes`, in order, in as many pieces as it takes.
  ///
  /// Blocks until the last byte is sent, which is before it is received. No bytes take no time.
  ///
  /// - Parameter bytes: What to send.
  /// - Throws: `SystemError`, EPIPE if the other end is closed. How many of the bytes were sent is
  ///   not known then.
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Groundwork.send(
        descriptor.number, rest.baseAddress, rest.count, CInt(MSG_NOSIGNAL))
      if count == -1, errno == EINTR { continue }
      if count == -1 { throw SystemError("send") }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
