import Groundwork

/// Five philosophers eat a hundred times each, with two of five forks.
func dine() throws {
  let forks = try (0..<5).map { _ in try SharedLock() }
  let children = (0..<5).map { seat in
    ChildProcess(
      Philosopher(seat: seat, forks: forks, meals: 100), name: "philosopher \(seat)")
  }
  for child in children { try child.start() }
  for child in children {
    try child.join()
    print("\(child.name) has eaten 100 times")
  }
}
