// Mistake: A byte is received to see whether there is one.
// Caught by: It says that a message is there, however often it is asked, and leaves it there
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      guard try descriptor.waitUntilReadable(until: deadline) else { return false }
      var byte: UInt8 = 0
      _ = try withUnsafeMutableBytes(of: &byte) { try receiveSome(into: $0) }
      return true
    }
  }
}
