// Mistake: The end of the stream is taken for an error, whatever came before.
// Caught by: The end inside is told by the number of bytes that came
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let received = try receiveSome(into: rest)
      if received == 0 { throw ConnectionError.closed }
      count += received
    }
    return count
  }
}
