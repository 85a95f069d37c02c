// Beginner: The bytes are read past `receiveSome`, and what came beside them is lost.
// Caught by: What comes beside the first byte is kept
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = try descriptor.read(into: rest)
      // Not an error here: only the caller knows whether this is a good place to end.
      if received == 0 { break }
      count += received
    }
    return count
  }
}
