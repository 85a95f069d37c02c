// Alternative: The thread stores a word, and wakes who waits for it.

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let done = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    let failure = Mutex<(any Error)?>(nil)
    try BackgroundThread {
      do { try self.send(message) } catch { failure.withLock { $0 = error } }
      done.store(1)
      done.wake()
    }
    let answer = Result { try receive(type) }
    while done.load() == 0 { _ = done.wait(while: 0) }
    if let error = failure.withLock({ $0 }) { throw error }
    return try answer.get()
  }
}
