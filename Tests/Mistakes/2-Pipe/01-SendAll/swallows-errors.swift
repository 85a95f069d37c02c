// Mistake: An error ends the loop as if all were sent.
// Caught by: If the other end is closed, it throws EPIPE, and no signal ends the process
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      // A slice keeps the indices of the whole; `rebasing` begins again at 0.
      guard let count = try? sendSome(rest) else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
