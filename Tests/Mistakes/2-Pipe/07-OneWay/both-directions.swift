// Mistake: A pair is good enough if everybody keeps to one direction.
// Caught by: The receiver can't send
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (receiver, sender) = try pair()
    return (receiver, sender)
  }
}
