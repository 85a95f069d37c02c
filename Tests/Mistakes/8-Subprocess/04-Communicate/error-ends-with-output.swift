// Mistake: Once the output is at its end, one more piece of the error is taken, and no other.
// Caught by: The error may go on long after the end of the output
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
    while input.isOpen || output.isOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.input { try input.send() }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
    }
    // The program closes both at once, when it ends.
    if error.isOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.error { try error.receive() }
    }
    return true
  }
}
