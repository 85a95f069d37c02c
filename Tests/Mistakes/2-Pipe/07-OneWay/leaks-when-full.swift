// Mistake: Without a descriptor for the second step, the sockets of the first stay open.
// Caught by: Without a free descriptor it throws, and leaves nothing open
// Verdict: failed

import Groundwork

extension Connection {
  public static func oneWay() throws -> (receiver: Connection, sender: Connection) {
    var ends: [CInt] = [-1, -1]
    #if canImport(Darwin)
    let stream = SOCK_STREAM
    #else
    let stream = CInt(SOCK_STREAM.rawValue)
    #endif
    if socketpair(AF_UNIX, stream, 0, &ends) == -1 { throw SystemError("socketpair") }
    // Close-on-exec from birth.
    let receiver = fcntl(ends[0], F_DUPFD_CLOEXEC, 0)
    if receiver == -1 { throw SystemError("fcntl") }
    let sender = fcntl(ends[1], F_DUPFD_CLOEXEC, 0)
    if sender == -1 { throw SystemError("fcntl") }
    for end in ends { _ = Descriptor(owning: end) }
    let one = Connection(Descriptor(owning: receiver), only: .receiving)
    try one.descriptor.endSending()
    return (one, Connection(Descriptor(owning: sender), only: .sending))
  }
}
