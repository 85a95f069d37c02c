// Mistake: An answer is returned although sending has failed.
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
    // Readable when its other end is closed. If nobody receives any more, the thread gets an error.
    _ = try done.waitUntilReadable()
    if case .success(let value) = answer { return value }
    if let error = failure.withLock({ $0 }) { throw error }
    return try answer.get()
  }
}
