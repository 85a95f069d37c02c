// Mistake: Once some bytes have come, an error is taken for the end of the stream.
// Caught by: If receiving fails when some bytes have come, it throws as well
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      do {
        let received = try receiveSome(into: rest)
        if received == 0 { break }
        count += received
      } catch {
        if count == 0 { throw error }
        break
      }
    }
    return count
  }
}
