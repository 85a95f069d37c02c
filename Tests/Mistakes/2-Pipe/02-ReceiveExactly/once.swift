// Mistake: One call is taken to receive all that was asked for.
// Caught by: It waits until the buffer is full, however the bytes come
// Verdict: failed

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    buffer.isEmpty ? 0 : try receiveSome(into: buffer)
  }
}
