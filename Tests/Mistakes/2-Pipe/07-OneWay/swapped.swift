// Mistake: The ends are returned in the other order.
// Caught by: What the sender sends reaches the receiver
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    // Not a pipe, which has one direction by itself: no descriptors can travel through it.
    let (receiver, sender) = try Descriptor.socketPair()
    try receiver.endSending()
    return (Connection(sender, only: .sending), Connection(receiver, only: .receiving))
  }
}
