// Mistake: An error is taken for the end of the stream.
// Caught by: If receiving fails, it throws
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = (try? receiveSome(into: rest)) ?? 0
      // Not an error here: only the caller knows whether this is a good place to end.
      if received == 0 { break }
      count += received
    }
    return count
  }
}
