// Mistake: All of the output is received before anything is sent.
// Caught by: 64 MB go in and come out, at the same time
// Verdict: failed

import Groundwork

extension Feed {
  /// Sends some of what is left, and closes the end as soon as nothing is.
  ///
  /// Doesn't block. A program that reads no more gets no more, which is its right and no error.
  ///
  /// - Throws: `SystemError`.
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
  /// Sends the input and receives the captured streams, each as it is ready.
  ///
  /// Blocks until all is done, and no longer than until `deadline`. Called again, it goes on.
  ///
  /// - Parameter deadline: When to give up.
  /// - Returns: Whether all is done; false if the deadline came first.
  /// - Throws: `SystemError`.
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    while output.isOpen { try output.receive() }
    while areOpen {
      guard let ready = try wait(until: deadline) else { return false }
      if ready.output { try output.receive() }
      if ready.error { try error.receive() }
      if ready.input { try input.send() }
    }
    return true
  }
}
