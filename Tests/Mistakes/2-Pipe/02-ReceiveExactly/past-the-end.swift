// Mistake: A receive of 0 bytes is taken for one that has to be repeated.
// Caught by: The end before the first byte is told by 0
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = try receiveSome(into: rest)
      count += received
    }
    return count
  }
}
