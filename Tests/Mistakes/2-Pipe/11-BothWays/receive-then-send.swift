// Mistake: Both ends wait for a message before they send one.
// Caught by: Small messages of different types cross
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let answer = try receive(type)
    try send(message)
    return answer
  }
}
