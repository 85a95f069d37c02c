// Mistake: The file descriptor is written to without a thought of SIGPIPE.
// Caught by: If the other end is closed, it throws EPIPE, and no signal ends the process
// Verdict: crashed

import Groundwork

extension Connection {
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
