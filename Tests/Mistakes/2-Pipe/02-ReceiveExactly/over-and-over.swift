// Mistake: Every piece goes to the start of the buffer.
// Caught by: It waits until the buffer is full, however the bytes come
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(buffer.count - count))
      let received = try receiveSome(into: rest)
      if received == 0 { break }
      count += received
    }
    return count
  }
}
