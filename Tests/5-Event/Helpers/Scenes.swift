#if DEBUG
import Grading
import Groundwork
import Synchronization

// What threads do in every order that their steps can come in: `Interleavings` tells how. The
// exercises try a few preemptions, Proofs/EveryInterleaving.swift tries more.

/// An event, and a word that its waiter stores to.
struct Signal: Sendable {
  let event: SharedEvent
  let hasBegun: SharedWord

  init() throws {
    let memory = try SharedMemory(byteCount: 16)
    event = SharedEvent(in: memory, at: 0)
    hasBegun = SharedWord(in: memory, at: 8)
  }
}

/// Something to take, under a condition.
struct Counter: Sendable {
  let condition: SharedCondition
  let count: SharedWord

  init() throws {
    let memory = try SharedMemory(byteCount: 32)
    let lock = SharedLock(in: memory, at: 0, slice: nil)
    condition = SharedCondition(lock: lock, in: memory, at: 8)
    count = SharedWord(in: memory, at: 16)
  }

  @available(*, noasync)
  func put(_ number: UInt32, notifying count: Int) throws {
    try condition.lock.withLock {
      self.count.store(self.count.load() + number)
      try condition.notify(count)
    }
  }

  @available(*, noasync)
  func take() throws {
    try condition.lock.withLock {
      while count.load() == 0 { try condition.wait() }
      // In two steps: it only works with the lock.
      count.store(count.load() - 1)
    }
  }

  @available(*, noasync)
  func take(timeout: Duration) throws {
    try condition.lock.withLock {
      let deadline = Deadline(after: timeout)
      while count.load() == 0 {
        guard try condition.wait(timeout: timeout) else {
          if deadline.hasPassed { return }
          throw TestFailure("it gave up too soon")
        }
      }
      count.store(count.load() - 1)
    }
  }

  @available(*, noasync)
  func takeWhenThere() throws {
    try condition.lock.withLock {
      guard try condition.wait(for: { count.load() > 0 }) else {
        throw TestFailure("false, without a timeout")
      }
      count.store(count.load() - 1)
    }
  }

  @available(*, noasync)
  func check(_ expected: UInt32?) throws {
    let rest = count.load()
    if rest != expected ?? rest { throw TestFailure("\(rest) are left") }
    if !condition.lock.tryLock() { throw TestFailure("nobody unlocked it") }
  }
}

/// Parties of a barrier, and what each of them got.
final class Parties: Sendable {
  private let barrier: SharedBarrier
  /// How many have come so far: each round must see all of it.
  private let arrivals: SharedWord
  private let results: Mutex<[[Int]]>

  init(_ count: Int) throws {
    barrier = try SharedBarrier(parties: count)
    arrivals = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
    results = Mutex([[Int]](repeating: [], count: count))
  }

  @available(*, noasync)
  func meet(_ number: Int, rounds: Int) throws {
    for round in 1...rounds {
      arrive()
      let index = try barrier.wait()
      results.withLock { $0[number].append(index) }
      let arrived = Int(arrivals.load())
      if arrived < barrier.parties * round {
        throw TestFailure("let go in round \(round) when \(arrived) had come")
      }
    }
  }

  @available(*, noasync)
  func meetOrBreak(_ number: Int) throws {
    do {
      let index = try barrier.wait(timeout: .milliseconds(50))
      results.withLock { $0[number].append(index) }
    } catch BarrierError.broken {
      results.withLock { $0[number].append(-1) }
    }
  }

  private func arrive() {
    var value = arrivals.load()
    while true {
      let (exchanged, original) = arrivals.compareExchange(expected: value, desired: value + 1)
      if exchanged { return }
      value = original
    }
  }

  func check() throws {
    let results = results.withLock { $0 }
    for round in results[0].indices {
      let indices = results.map { $0[round] }
      if indices.sorted() != Array(0..<barrier.parties) {
        throw TestFailure("the indices of round \(round + 1) are \(indices)")
      }
    }
    if barrier.isBroken { throw TestFailure("the barrier is broken") }
  }

  func checkAgreement() throws {
    let results = results.withLock { $0.map { $0[0] } }
    let expected =
      barrier.isBroken
      ? [Int](repeating: -1, count: barrier.parties) : Array(0..<barrier.parties)
    if results.sorted() != expected { throw TestFailure("the results are \(results)") }
  }
}
#endif
