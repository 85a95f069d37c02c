// Mistake: Only bytes are looked for, and the end is not seen.
// Caught by: At the end of the stream it says yes
// Verdict: failed

import Groundwork

extension Connection {
  public func poll(timeout: Duration = .zero) throws -> Bool {
    // Made once: an interrupted wait goes on with the time that is left.
    let deadline = Deadline(after: timeout)
    return try use(for: .receiving) {
      guard try descriptor.waitUntilReadable(until: deadline) else { return false }
      var byte: UInt8 = 0
      let flags = CInt(MSG_PEEK | MSG_DONTWAIT)
      return recv(descriptor.number, &byte, 1, flags) > 0
    }
  }
}
