// Mistake: send goes on until all is sent, and waits for room.
// Caught by: send sends what fits, and never waits
// Verdict: failed

import Groundwork

extension Feed {
  package mutating func send() throws {
    guard let end else { return }
    do {
      while !unsent.isEmpty {
        _ = try Descriptor.waitForAny([(end, .writing)])
        let count = try unsent.withUnsafeBytes { try end.write($0) }
        unsent = unsent.dropFirst(count)
      }
    } catch let error as SystemError where error.number == EPIPE {
      unsent = []
    } catch let error as SystemError where error.number == EAGAIN {
      // There was room, and somebody else took it.
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
