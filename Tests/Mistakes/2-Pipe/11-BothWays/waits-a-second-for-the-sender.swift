// Mistake: The sending thread is waited for for a second at the most.
// Caught by: It goes on until the whole message is sent
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let (done, working) = try Descriptor.pipe()
    let failure = Failure()
    try BackgroundThread {
      do { try self.send(message) } catch { failure.error.withLock { $0 = error } }
      working.close()
    }
    let answer = Result { try receive(type) }
    _ = try done.waitUntilReadable(until: Deadline(after: .seconds(1)))
    if let error = failure.error.withLock({ $0 }) { throw error }
    return try answer.get()
  }

  private final class Failure: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }
}
