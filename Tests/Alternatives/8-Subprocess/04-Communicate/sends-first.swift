// Alternative: It sends before it receives, and in small pieces.

import Groundwork

extension Feed {
  package mutating func send() throws {
    guard let end else { return }
    do {
      if !unsent.isEmpty {
        let count = try unsent.prefix(4_096).withUnsafeBytes { try end.write($0) }
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
      if ready.input { try input.send() }
      if ready.error { try error.receive() }
      if ready.output { try output.receive() }
    }
    return true
  }
}
