// Mistake: It asks every two milliseconds whether the thread is done.
// Caught by: It goes on until the whole message is sent
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
    while try !done.waitUntilReadable(until: Deadline(after: .zero)) { usleep(2_000) }
    if let error = failure.withLock({ $0 }) { throw error }
    return try answer.get()
  }
}
