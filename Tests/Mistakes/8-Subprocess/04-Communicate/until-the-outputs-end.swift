// Mistake: is done when both outputs are at their end: if nothing is captured, or the program
// closes its output before it reads, the input is never sent and never closed ("until all is
// done").
// Caught by: Input is sent, and closed, also if nothing is captured
// Verdict: failed
import Groundwork

extension Streams {
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    while output.isOpen || error.isOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
      if ready.input { try input.send() }
    }
    return true
  }
}

extension Feed {
  package mutating func send() throws {
    guard let end else { return }
    do {
      let count = try unsent.withUnsafeBytes { try end.write($0) }
      unsent = unsent.dropFirst(count)
    } catch let error as SystemError where error.number == EPIPE {
      unsent = []
    } catch let error as SystemError where error.number == EAGAIN {
      return
    }
    if unsent.isEmpty { close() }
  }
}
