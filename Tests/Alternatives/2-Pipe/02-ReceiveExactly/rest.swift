// Alternative: The rest of the buffer is kept, and not a count.

import Groundwork

extension Connection {
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var rest = buffer
    while !rest.isEmpty {
      let received = try receiveSome(into: rest)
      guard received > 0 else { break }
      rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(received))
    }
    return buffer.count - rest.count
  }
}
