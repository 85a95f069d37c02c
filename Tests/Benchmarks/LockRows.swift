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

/// Lessons 3 and 4.
///
/// Where two processes contend, the unit is one of all calls that both have made together.
func lockRows(_ peers: Peers) -> [Row] {
  func row(
    _ name: String, _ unit: String, floor: String = "mutex", python: String? = nil,
    goals: [Goal] = [], ours: @escaping () throws -> Session
  ) -> Row {
    Row(
      name, unit: unit, ours: ours,
      peers: [peers.python(python ?? name), peers.floor(name, as: floor)], goals: goals)
  }
  let fifteen = Goal.faster(than: "CPython", by: 15)
  return [
    row("lock/uncontended", "lock+unlock", goals: [.within(1.2, of: "mutex")]) {
      .alone(LockAndUnlock(lock: try SharedLock()))
    },
    row("lock/contended", "lock+unlock", goals: [.within(1.5, of: "mutex")]) {
      try .together(LockAndUnlock(lock: try SharedLock()))
    },
    row("value/uncontended", "addition", goals: [fifteen]) {
      .alone(AddUnderLock(number: try SharedMutex(0)))
    },
    row("value/contended", "addition", goals: [fifteen]) {
      try .together(AddUnderLock(number: try SharedMutex(0)))
    },
    // CPython has no atomic numbers: its way to count is a value and its lock.
    row("counter/uncontended", "addition", floor: "atomic add", python: "value/uncontended") {
      .alone(Count(counter: try SharedCounter()))
    },
    row("counter/contended", "addition", floor: "atomic add", python: "value/contended") {
      try .together(Count(counter: try SharedCounter()))
    },
  ]
}
