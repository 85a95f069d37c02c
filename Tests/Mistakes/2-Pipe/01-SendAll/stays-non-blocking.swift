// Mistake: The socket is made non-blocking, for all who have it.
// Caught by: The socket waits afterwards as it did before
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    try descriptor.setNonBlocking()
    var rest = bytes[...]
    while !rest.isEmpty {
      do {
        rest = rest.dropFirst(try sendSome(UnsafeRawBufferPointer(rebasing: rest)))
      } catch let error as SystemError where error.number == EAGAIN {
        _ = try Descriptor.waitForAny([(descriptor, .writing)])
      }
    }
  }
}
