struct DivisionByZero: Error {}

struct DivideSixty: PoolTask {
  let divisor: Int

  func run() throws -> Int {
    if divisor == 0 { throw DivisionByZero() }
    return 60 / divisor
  }
}

func divideSixty() throws {
  let pool = try ProcessPool(workers: 2)
  print(try pool.map([3, 1, 2].map(DivideSixty.init)))
  do {
    print(try pool.map([3, 0, 2].map(DivideSixty.init)))
  } catch let failure as TaskFailure {
    print(failure.type)
  }
}
