// Mistake: Nothing is asked of the system, too, and that waits.
// Caught by: An empty buffer is full at once
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    repeat {
      // Room for at least one byte, so that something can come.
      guard try descriptor.waitUntilReadable() else { break }
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = try receiveSome(into: rest)
      if received == 0 { break }
      count += received
    } while count < buffer.count
    return count
  }
}
