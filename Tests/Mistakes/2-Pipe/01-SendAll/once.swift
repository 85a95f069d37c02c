// Mistake: One call is taken to send all that it was given.
// Caught by: However few bytes are taken at a time, all arrive
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    _ = try sendSome(bytes)
  }
}
