// Mistake: It looks at the clock before it looks at the streams.
// Caught by: Without any time it takes what is there
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
    } catch let error as SystemError where error.number == EAGAIN {
      return
    } catch let error as SystemError where error.number == EPIPE {
      unsent = []
    }
    if unsent.isEmpty { close() }
  }
}

extension Streams {
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    while areOpen {
      if deadline.hasPassed { return false }
      guard let ready = try wait(until: deadline) else { return false }
      if ready.input { try input.send() }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
    }
    return true
  }
}
