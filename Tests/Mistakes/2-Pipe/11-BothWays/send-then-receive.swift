// Mistake: What is sent is taken away by somebody: both ends send, and neither receives.
// Caught by: Both ends send 16 MB at once
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    try send(message)
    return try receive(type)
  }
}
