// Alternative: What happens in the turn comes out as a result.

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    let result = sending.withLock { _ in
      Result { try sendNow(frame, handing: descriptors) }
    }
    try result.get()
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in try receiveNow() }
  }
}
