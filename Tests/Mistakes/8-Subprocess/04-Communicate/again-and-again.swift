// Mistake: What could not be written is an error, and not the reason to wait for room.
// Caught by: send sends what fits, and never waits
// Verdict: failed

import Groundwork

extension Feed {
  package mutating func send() throws {
    guard let end else { return }
    do {
      if !unsent.isEmpty {
        let count = try unsent.withUnsafeBytes { try end.write($0) }
        unsent = unsent.dropFirst(count)
      }
    } catch let error as SystemError where error.number == EPIPE {
      unsent = []
    }
    if unsent.isEmpty { close() }
  }
}

extension Streams {
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    while areOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
      if ready.input { try input.send() }
    }
    return true
  }
}
