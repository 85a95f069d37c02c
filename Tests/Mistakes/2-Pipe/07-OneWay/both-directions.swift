// Mistake: A pair is good enough if everybody keeps to one direction.
// Caught by: The receiver can't send
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
    let (receiver, sender) = try pair()
    return (receiver, sender)
  }
}
