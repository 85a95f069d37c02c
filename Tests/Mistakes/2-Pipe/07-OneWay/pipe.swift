// Mistake: A pipe has one direction by itself, so it is taken for one: no handles travel through it.
// Caught by: Handles can travel through it
// Verdict: failed

import Groundwork

extension Connection {
  /// Both ends of a new connection in one direction (`socketpair`, `shutdown`).
  ///
  /// An end that is used in the wrong direction throws `ConnectionError.receivesOnly` or
  /// `.sendsOnly`, here and in a process that it was handed to.
  ///
  /// - Returns: The end that can only receive, and the one that can only send.
  /// - Throws: `SystemError`, such as EMFILE if this process has too many descriptors open.
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (receiver, sender) = try Descriptor.pipe()
    return (Connection(receiver, only: .receiving), Connection(sender, only: .sending))
  }
}
