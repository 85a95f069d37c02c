// Beginner: What goes wrong on the other thread stays there.
// Caught by: When the other end is closed, what send throws comes out
// Verdict: failed

import Groundwork
import Synchronization

extension Connection {
  public func exchange<Mine: Encodable & Sendable, Theirs: Decodable>(
    _ message: Mine, for type: Theirs.Type
  ) throws -> Theirs {
    let (done, working) = try Descriptor.pipe()
    try BackgroundThread {
      try? self.send(message)
      working.close()
    }
    let answer = Result { try receive(type) }
    _ = try done.waitUntilReadable()
    return try answer.get()
  }
}
