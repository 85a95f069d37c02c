// Mistake: The stream is ended at the sender: that is the direction which is needed.
// Caught by: What the sender sends reaches the receiver
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    // Not a pipe, which has one direction by itself: no descriptors can travel through it.
    let (receiver, sender) = try Descriptor.socketPair()
    try sender.endSending()
    return (Connection(receiver, only: .receiving), Connection(sender, only: .sending))
  }
}
