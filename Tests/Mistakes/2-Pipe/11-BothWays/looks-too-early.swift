// Mistake: It looks for the error before the thread is done.
// Caught by: What send throws comes out even if it fails last, and an answer has come
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let (done, working) = try Descriptor.pipe()
    let failure = Mutex<(any Error)?>(nil)
    try BackgroundThread {
      do { try self.send(message) } catch { failure.withLock { $0 = error } }
      working.close()
    }
    let answer = Result { try receive(type) }
    if let error = failure.withLock({ $0 }) { throw error }
    _ = try done.waitUntilReadable()
    return try answer.get()
  }
}
