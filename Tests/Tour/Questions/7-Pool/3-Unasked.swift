func askNobody() throws {
  let pool = try ProcessPool(workers: 2)
  for divisor in [1, 0, 2] {
    try pool.submit(DivideSixty(divisor: divisor))
  }
  pool.close()
  try pool.join()
  print("all is well")
}
