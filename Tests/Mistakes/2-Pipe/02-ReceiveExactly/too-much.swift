// Mistake: Each call asks for the whole buffer, and what is too much is thrown away.
// Caught by: It takes not one byte more
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    var piece = [UInt8](repeating: 0, count: 4096)
    while count < buffer.count {
      let received = try piece.withUnsafeMutableBytes { try receiveSome(into: $0) }
      if received == 0 { break }
      let used = min(received, buffer.count - count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: piece.prefix(used))
      count += used
    }
    return count
  }
}
