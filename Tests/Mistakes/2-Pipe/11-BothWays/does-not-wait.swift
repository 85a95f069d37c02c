// Mistake: Once the answer is there, nobody waits until the message is sent.
// Caught by: It goes on until the whole message is sent
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    try BackgroundThread { try? self.send(message) }
    return try receive(type)
  }
}
