nonisolated(unsafe) var calls = 0

struct CountCalls: PoolTask {
  func run() -> Int {
    calls += 1
    return calls
  }
}

func countCalls() throws {
  let pool = try ProcessPool(workers: 1)
  for _ in 1...3 {
    print(try pool.apply(CountCalls()))
  }
  print(calls)
}
