// Mistake: once the input is sent, it reads the rest by readAll, which has no deadline: a program
// that has read all and then sleeps for a minute is waited for, whatever the timeout ("no longer
// than until deadline").
// Caught by: The deadline counts also when nothing is left to send, or to receive
// Verdict: failed
import Groundwork

extension Streams {
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    while input.isOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
      if ready.input { try input.send() }
    }
    try readAll()
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
