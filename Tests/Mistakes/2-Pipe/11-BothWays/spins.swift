// Mistake: Asking again and again whether the thread is done is taken for waiting.
// Caught by: It goes on until the whole message is sent
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let failure = Mutex<(any Error)?>(nil)
    let thread = try BackgroundThread {
      do { try self.send(message) } catch { failure.withLock { $0 = error } }
    }
    let answer = Result { try receive(type) }
    while !thread.hasFinished {}
    if let error = failure.withLock({ $0 }) { throw error }
    return try answer.get()
  }
}
