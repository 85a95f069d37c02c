#if DEBUG
import Grading
import Groundwork

// What threads do in every order that their steps can come in: `Interleavings` tells how. The
// exercises try a few preemptions, Proofs/EveryInterleaving.swift tries more.

/// A lock, and something behind it that bears one thread at a time.
struct Scene: Sendable {
  let lock: SharedLock
  let recursiveLock: SharedRecursiveLock
  /// How many came in, counted in two steps.
  let entries: SharedWord
  /// How many came in, counted in one.
  let trueEntries: SharedWord

  init(slice: Duration? = .milliseconds(50)) throws {
    let memory = try SharedMemory(byteCount: 48)
    lock = SharedLock(in: memory, at: 0, slice: slice)
    recursiveLock = SharedRecursiveLock(in: memory, at: 8, slice: slice)
    entries = SharedWord(in: memory, at: 24)
    trueEntries = SharedWord(in: memory, at: 32)
  }

  @available(*, noasync)
  func enter(_ rounds: Int = 1) throws {
    for _ in 0..<rounds {
      try lock.lock()
      beInside()
      try lock.unlock()
    }
  }

  @available(*, noasync)
  func enterInTime() throws {
    guard try lock.lock(timeout: .seconds(1)) != nil else { return }
    beInside()
    try lock.unlock()
  }

  @available(*, noasync)
  func tryToEnter() throws {
    guard lock.tryLock() else { return }
    beInside()
    try lock.unlock()
  }

  @available(*, noasync)
  func enterTwice() throws {
    try recursiveLock.lock()
    try recursiveLock.lock()
    beInside()
    try recursiveLock.unlock()
    try recursiveLock.unlock()
  }

  func beInside() {
    entries.store(entries.load() + 1)
    trueEntries.memory.withUnsafeMutableBytes { bytes in
      // No step: it is the test's.
      let count = bytes.load(fromByteOffset: trueEntries.offset, as: UInt32.self)
      bytes.storeBytes(of: count + 1, toByteOffset: trueEntries.offset, as: UInt32.self)
    }
  }

  @available(*, noasync)
  func check(entries expected: Int?) throws {
    let (counted, entered) = (entries.load(), trueEntries.load())
    if counted != entered || UInt32(expected ?? Int(entered)) != entered {
      throw TestFailure("\(entered) came in, and \(counted) were counted: two were inside")
    }
    if lock.owner != 0 || recursiveLock.base.owner != 0 {
      throw TestFailure("all are done, and the lock is not free")
    }
  }
}

/// A semaphore, and how many are behind it.
struct Gate: Sendable {
  let semaphore: SharedSemaphore
  let permits: Int
  let inside: SharedWord

  init(permits: Int) throws {
    self.permits = permits
    semaphore = try SharedSemaphore(permits: permits, isBounded: true)
    inside = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
  }

  @available(*, noasync)
  func pass() throws {
    semaphore.acquire()
    try beInside()
    try semaphore.release()
  }

  @available(*, noasync)
  func passInTime() throws {
    guard semaphore.acquire(timeout: .seconds(1)) else { return }
    try beInside()
    try semaphore.release()
  }

  /// Coming and leaving are steps, so that another one can come between.
  private func beInside() throws {
    let number = add(1)
    if number > permits { throw TestFailure("\(number) were inside, with \(permits) permits") }
    add(-1)
  }

  @discardableResult
  private func add(_ difference: Int) -> Int {
    var value = inside.load()
    while true {
      let sum = UInt32(Int(value) + difference)
      let (exchanged, original) = inside.compareExchange(expected: value, desired: sum)
      if exchanged { return Int(sum) }
      value = original
    }
  }

  func check() throws {
    if semaphore.permits != permits {
      throw TestFailure("\(semaphore.permits) permits are left of \(permits)")
    }
  }
}
#endif
