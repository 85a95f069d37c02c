import Groundwork

/// Waits for a part of a second, and returns how many tenths.
struct Pausing: PoolTask {
  let tenths: Int

  func run() -> Int {
    usleep(UInt32(100_000 * tenths))  // sleeps: stands for work
    return tenths
  }
}

/// Prints results in the order in which they come, not in that of the tasks.
struct FirstComeFirstServed: AsyncProcessTarget {
  func runAsync() async throws {
    let pool = try ProcessPool(workers: 3)
    defer { pool.terminate() }
    for await result in pool.results(of: [8, 1, 4].map { Pausing(tenths: $0) }) {
      printNow("the task of \(inSeconds(.milliseconds(100 * (try result.get())))) seconds is done")
    }
  }
}
