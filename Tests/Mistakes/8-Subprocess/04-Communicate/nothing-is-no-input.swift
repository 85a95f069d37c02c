// Mistake: Where there is nothing to send, nobody closes the input.
// Caught by: No input at all is an input, too
// Verdict: failed

import Groundwork

extension Feed {
  package mutating func send() throws {
    guard let end, !unsent.isEmpty else { return }
    do {
      let count = try unsent.withUnsafeBytes { try end.write($0) }
      unsent = unsent.dropFirst(count)
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
