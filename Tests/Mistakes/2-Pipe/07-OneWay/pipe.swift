// Mistake: A pipe has one direction by itself, so it is taken for one: no handles travel through it.
// Caught by: Handles can travel through it
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (receiver, sender) = try Descriptor.pipe()
    return (Connection(receiver, only: .receiving), Connection(sender, only: .sending))
  }
}
