import Groundwork
import SolutionLock
import SolutionSharedValue

struct LockAndUnlock: Work {
  let lock: SharedLock

  func run(_ calls: Int) throws {
    for _ in 0..<calls {
      try lock.lock()
      try lock.unlock()
    }
  }
}

struct AddUnderLock: Work {
  let number: SharedMutex<Int>

  func run(_ calls: Int) throws {
    for _ in 0..<calls { try number.withLock { $0 += 1 } }
  }
}

struct Count: Work {
  let counter: SharedCounter

  func run(_ calls: Int) {
    for _ in 0..<calls { counter.add(1) }
  }
}

/// Lesson 4, and the counter of lesson 3.
///
/// With two processes, the unit is one of all calls that both have made together.
func lockRows(_ peers: Peers) -> [Row] {
  [
    row(
      "lock/uncontended", "lock and unlock", peers,
      ours: { .alone(LockAndUnlock(lock: try SharedLock())) },
      floor: "mutex", goals: [.within(1.2, of: "mutex")]),
    row(
      "value/1-process", "addition", peers,
      ours: { .alone(AddUnderLock(number: try SharedMutex(0))) },
      floor: "mutex", goals: [.faster(than: "CPython", by: 15)]),
    Row(
      "counter/1-process", unit: "addition",
      ours: { .alone(Count(counter: try SharedCounter())) },
      peers: [
        peers.python("value/1-process", as: "CPython Value"),
        peers.floor("counter/1-process", as: "atomic add"),
      ]),
  ]
}

private func row(
  _ name: String, _ unit: String, _ peers: Peers, ours: @escaping () throws -> Session,
  floor: String, goals: [Goal]
) -> Row {
  Row(
    name, unit: unit, ours: ours, peers: [peers.python(name), peers.floor(name, as: floor)],
    goals: goals)
}
