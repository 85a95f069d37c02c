// Beginner: Whatever goes wrong with a write, it says that nobody reads any more.
// Caught by: An error of a write or a read is thrown: only EPIPE and EAGAIN are none
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
      // There was room, and somebody else took it.
    } catch {
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
