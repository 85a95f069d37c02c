// Beginner: The direction is known to this program's objects only: the socket has both.
// Caught by: The system refuses the wrong direction, too
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    // Not a pipe, which has one direction by itself: no descriptors can travel through it.
    let (receiver, sender) = try Descriptor.socketPair()
    return (Connection(receiver, only: .receiving), Connection(sender, only: .sending))
  }
}
