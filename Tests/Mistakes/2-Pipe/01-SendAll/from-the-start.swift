// Mistake: Each call begins with the first byte again.
// Caught by: However few bytes are taken at a time, all arrive
// Verdict: failed

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var count = 0
    while count < bytes.count { count += try sendSome(bytes) }
  }
}
