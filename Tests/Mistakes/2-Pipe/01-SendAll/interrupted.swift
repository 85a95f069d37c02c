// Beginner: It calls the system by itself, and an interrupted call is taken for a failed one.
// Caught by: While there is no room, it waits, and signals lose nothing
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Groundwork.send(
        descriptor.number, rest.baseAddress, rest.count, CInt(MSG_NOSIGNAL))
      if count == -1 { throw SystemError("send") }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
