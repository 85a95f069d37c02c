// Mistake: The frame is received, and what came beside it is left where it is.
// Caught by: A message that is received in turn has its handles
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  package func sendInTurn(
    _ frame: UnsafeMutableRawBufferPointer, handing descriptors: [Descriptor]
  ) throws {
    try sending.withLock { _ in try sendNow(frame, handing: descriptors) }
  }

  package func receiveInTurn() throws -> Message {
    try receiving.withLock { _ in Message(payload: try receiveFrame(), handles: []) }
  }
}
