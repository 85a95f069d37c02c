// Mistake: The sender does not wait for room.
// Caught by: Both ends wait as long as it takes
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (receiver, sender) = try Descriptor.socketPair()
    try receiver.endSending()
    try sender.setNonBlocking()
    return (Connection(receiver, only: .receiving), Connection(sender, only: .sending))
  }
}
