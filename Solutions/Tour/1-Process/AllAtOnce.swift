import Groundwork

/// Waits until all others have come too: it can only end if all run at once.
struct Meet: ProcessTarget {
  let number: Int
  let count: UInt32
  let arrived: SharedWord

  func run() {
    print("\(number) has come")
    // Else the line waits in a buffer until the child ends, if the output is no terminal.
    fflush(nil)
    // Another child may count itself in between the load and the exchange: then try again.
    while case let seen = arrived.load(),
      !arrived.compareExchange(expected: seen, desired: seen + 1).exchanged
    {}
    arrived.wake()
    while case let seen = arrived.load(), seen < count { _ = arrived.wait(while: seen) }
    print("\(number) goes on: all \(count) are here")
  }
}

/// Four children that wait for each other.
func meetWhileRunning() throws {
  let arrived = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  let statuses = try runAll((1...4).map { Meet(number: $0, count: 4, arrived: arrived) })
  for (number, status) in zip(1..., statuses) { print("\(number) \(status)") }
}
