// Mistake: It waits for room before it looks whether anything is to be sent.
// Caught by: No bytes need no room
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    repeat {
      _ = try Descriptor.waitForAny([(descriptor, .writing)])
      if rest.isEmpty { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try sendSome(rest)))
    } while !rest.isEmpty
  }
}
