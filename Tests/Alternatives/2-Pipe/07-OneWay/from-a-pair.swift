// Alternative: The ends of a pair get a direction.

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (one, other) = try pair()
    try one.descriptor.endSending()
    return (
      Connection(one.descriptor, only: .receiving), Connection(other.descriptor, only: .sending)
    )
  }
}
