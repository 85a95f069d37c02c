// Mistake: The ends are returned in the other order.
// Caught by: What the sender sends reaches the receiver
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
    // Not a pipe, which has one direction by itself: no descriptors can travel through it.
    let (receiver, sender) = try Descriptor.socketPair()
    try receiver.endSending()
    return (Connection(sender, only: .sending), Connection(receiver, only: .receiving))
  }
}
