// Mistake: A small message is sent before anything is received: it is taken to fit always.
// Caught by: A small message that finds no room keeps nobody from receiving either
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    if try WireEncoder().encode(message).count < 4096 {
      try send(message)
      return try receive(type)
    }
    let (done, working) = try Descriptor.pipe()
    let failure = Mutex<(any Error)?>(nil)
    try BackgroundThread {
      do { try self.send(message) } catch { failure.withLock { $0 = error } }
      working.close()
    }
    let answer = Result { try receive(type) }
    // Readable when its other end is closed. If nobody receives any more, the thread gets an error.
    _ = try done.waitUntilReadable()
    if let error = failure.withLock({ $0 }) { throw error }
    return try answer.get()
  }
}
