// Mistake: It looks every two milliseconds whether something has come.
// Caught by: The end before the first byte is told by 0
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      while try !descriptor.waitUntilReadable(until: Deadline(after: .zero)) { usleep(2_000) }
      let received = try receiveSome(into: rest)
      // Not an error here: only the caller knows whether this is a good place to end.
      if received == 0 { break }
      count += received
    }
    return count
  }
}
