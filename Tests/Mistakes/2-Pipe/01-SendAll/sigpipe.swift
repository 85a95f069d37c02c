// Mistake: The file descriptor is written to without a thought of SIGPIPE.
// Caught by: If the other end is closed, it throws EPIPE, and no signal ends the process
// Verdict: crashed

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
      let count = write(descriptor.number, rest.baseAddress, rest.count)
      if count == -1, errno == EINTR { continue }
      if count == -1 { throw SystemError("write") }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
