// Mistake: The socket has one direction, but the ends don't know it: their errors mislead.
// Caught by: The sender can't receive
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (receiver, sender) = try Descriptor.socketPair()
    try receiver.endSending()
    return (Connection(receiver), Connection(sender))
  }
}
