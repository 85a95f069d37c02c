// Mistake: All of the input is sent before anything is received.
// Caught by: 64 MB go in and come out, at the same time
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
    } catch let error as SystemError where error.number == EAGAIN {
      // There was room, and somebody else took it.
    }
    if unsent.isEmpty { close() }
  }
}

extension Streams {
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    while input.isOpen {
      guard try Descriptor.waitForAny([(input.end, .writing)], until: deadline) != nil else {
        return false
      }
      try input.send()
    }
    while areOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
      if ready.input { try input.send() }
    }
    return true
  }
}
