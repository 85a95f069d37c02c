func closeEarly() throws {
  let pool = try ProcessPool(workers: 1)
  let result = try pool.submit(DivideSixty(divisor: 2))
  pool.close()
  do {
    try pool.submit(DivideSixty(divisor: 3))
  } catch PoolError.closed {
    print("closed")
  }
  try pool.join()
  print(try result.get())
}
