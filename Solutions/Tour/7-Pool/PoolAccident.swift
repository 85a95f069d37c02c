import Groundwork

/// Divides; by zero, it ends its process.
struct Ratio: PoolTask {
  let dividend: Int
  let divisor: Int

  func run() -> Int {
    if divisor == 0 { exit(3) }
    return dividend / divisor
  }
}

/// One of four tasks ends its worker, and the other three don't notice.
func surviveAnAccident() throws {
  let pool = try ProcessPool(workers: 2)
  let results = try [1, 2, 0, 5].map { try pool.submit(Ratio(dividend: 10, divisor: $0)) }
  for result in results {
    do {
      print("10 / … = \(try result.get())")
    } catch PoolError.workerDied(let status) {
      print("a worker has died: it \(status.map { "\($0)" } ?? "ended")")
    }
  }
  pool.close()
  try pool.join()
}
