// Mistake: The receiver gives up after a second of silence.
// Caught by: Both ends wait as long as it takes
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    let (receiver, sender) = try Descriptor.socketPair()
    try receiver.endSending()
    try receiver.withNumber(for: "setsockopt") { number in
      var limit = timeval(tv_sec: 1, tv_usec: 0)
      let size = socklen_t(MemoryLayout<timeval>.size)
      if setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, size) == -1 {
        throw SystemError("setsockopt")
      }
    }
    return (Connection(receiver, only: .receiving), Connection(sender, only: .sending))
  }
}
