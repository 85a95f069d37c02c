func comeAlone() throws {
  let barrier = try SharedBarrier(parties: 2)
  for _ in 1...2 {
    do {
      _ = try barrier.wait(timeout: .milliseconds(10))
      print("passed")
    } catch BarrierError.broken {
      print("broken")
    }
  }
}
