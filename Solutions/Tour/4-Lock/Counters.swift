import Groundwork

/// Who is at the counters.
struct Served: BitwiseCopyable {
  var now = 0
  var most = 0
}

/// Waits for a counter, and is served there as long as it takes until all three are in use.
struct Customer: ProcessTarget {
  let number: Int
  let counters: SharedSemaphore
  let served: SharedMutex<Served>
  /// How many have come to a counter so far.
  let arrived: SharedWord

  func run() throws {
    try counters.withPermit {
      let rank = try served.withLock { served in
        served.now += 1
        served.most = max(served.most, served.now)
        arrived.store(arrived.load() + 1)
        return arrived.load()
      }
      print("customer \(number) is at a counter")
      arrived.wake()
      // The third one of each three lets them all go: so they were there at the same time.
      while case let seen = arrived.load(), seen < (rank + 2) / 3 * 3 {
        _ = arrived.wait(while: seen)
      }
      try served.withLock { $0.now -= 1 }
    }
  }
}

/// Nine customers and three counters.
func serveCustomers() throws {
  let counters = try SharedSemaphore(permits: 3)
  let served = try SharedMutex(Served())
  let arrived = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  _ = try runAll(
    (1...9).map {
      Customer(number: $0, counters: counters, served: served, arrived: arrived)
    })
  print("at most \(try served.withLock { $0.most }) were there at once")
}
