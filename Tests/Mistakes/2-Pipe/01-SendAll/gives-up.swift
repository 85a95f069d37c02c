// Mistake: An error ends the work, and the caller never learns of it.
// Caught by: If the other end is closed, it throws EPIPE, and no signal ends the process
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      guard let count = try? sendSome(rest) else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
