import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.5")) struct `05-GuardedValue` {
    @Test("The body finds the value, and what it does to it stays")
    func readAndWrite() throws {
      var random = Seeded()
      var expected = Four(Int.random(in: 0...99, using: &random))
      let mutex = try SharedMutex(expected, slice: nil)
      for _ in 0..<20 {
        let number = Int.random(in: -1_000...1_000, using: &random)
        let before = try mutex.withLock { value in
          let before = value
          value.b += number
          value.d = number
          return before
        }
        #expect(before == expected, "the body should find what the one before left; \(random)")
        expected.b += number
        expected.d = number
      }
      #expect(mutex.content == expected, "what the last body did is not in the memory; \(random)")
      #expect(mutex.lock.owner == 0, "withLock kept the lock")
    }

    @Test("No update is lost, wherever one of two threads is stopped")
    func nothingLost() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let mutex = try SharedMutex(0, slice: nil)
        let first = try steps.directs { try mutex.withLock { $0 += 1 } }
        _ = try steps.waitUntilParked()
        let second = try Observed { try mutex.withLock { $0 += 10 } }
        _ = try second.settled()
        steps.resume()
        try first.value(orElse: "the first thread's withLock didn't return")
        try second.value(orElse: "the second thread's withLock didn't return")
        #expect(
          mutex.content == 11,
          """
          one thread adds 1, and was stopped before step \(step) (its steps: \(steps.trace)); \
          meanwhile another one added 10. Look at the value, change it and put it back, all while \
          the lock is held.
          """)
      }
    }

    @Test("The same addition without the lock loses an update")
    func plainAdditionLoses() throws {
      let mutex = try SharedMutex(0, slice: nil)
      try mutex.withLock { $0 += 5 }
      let steps = try StepControl()
      steps.park(.before(.memoryStore))
      let first = try steps.directs { mutex.content += 1 }
      _ = try steps.waitUntilParked()
      mutex.content += 10
      steps.resume()
      try first.value(orElse: "an addition didn't return")
      #expect(
        mutex.content == 6, "this is what the lock is for: 5 + 1 + 10 is 6, as 10 was overwritten")
    }

    @Test("Children in other processes lose nothing either")
    func amongProcesses() throws {
      var random = Seeded()
      let number = Int.random(in: 1...9, using: &random)
      let mutex = try SharedMutex(0, slice: nil)
      let children = try (0..<3).map { _ in
        try TestChild(Adder(mutex: mutex, number: number, times: 400))
      }
      for child in children {
        #expect(try child.ended(orElse: "a child of three didn't get through") == .exited(0))
      }
      #expect(
        mutex.content == 3 * 400 * number,
        "three children added \(number) 400 times each; \(random)")
    }

    @Test(
      "What the body changed before it threw is kept, and the lock is free",
      .holds(
        "A body may throw half way, and an inout argument is changed then as far as the body came.")
    )
    func keptOnThrow() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let mutex = try SharedMutex(0, slice: nil)
      #expect(throws: Trouble(number: number), "the body's error should come out; \(random)") {
        try mutex.withLock { value in
          value = number
          throw Trouble(number: number)
        }
      }
      #expect(
        mutex.content == number,
        """
        the body set the value to \(number) and threw: an `inout` argument is written back then, \
        too, as in Swift's own Mutex; \(random)
        """)
      #expect(mutex.lock.owner == 0, "withLock kept the lock after its body threw")
    }

    @Test(
      "Of what a killed process was about to do, nothing or everything is there", .holds(.death))
    func killedMeanwhile() throws {
      let flag = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
      try StepControl.killingAtEachStep { steps, step in
        let mutex = try SharedMutex(Four(1), slice: nil)
        let child = try TestChild(Changer(mutex: mutex, flag: flag, steps: steps))
        try child.ended(orElse: "withLock didn't return in a child")
        let value = mutex.content
        #expect(
          value == Four(1) || value == Four(2),
          """
          a child set four numbers from 1 to 2, and was killed before step \(step) (its steps: \
          \(steps.trace)): they are \(value). Change a copy, and put it back by `content`, which \
          replaces the whole value by one store.
          """)
      }
    }

    @Test(
      "A new value is written beside the old one, and then one store puts it in its place",
      .holds(.death))
    func besideTheOldOne() throws {
      let mutex = try SharedMutex(Four(1), slice: nil)
      let steps = try StepControl()
      let thread = try steps.directs { try mutex.withLock { $0 = Four(2) } }
      try thread.value(orElse: "withLock didn't return")
      let written = steps.trace.lastIndex { $0.kind == .memoryStore }
      let turned = steps.trace.lastIndex {
        ![.load, .memoryLoad].contains($0.kind) && $0.place == mutex.selector.offset
      }
      #expect(
        (written ?? .max) < (turned ?? -1),
        """
        a body set four numbers, and the steps of withLock were \(steps.trace): after the value is \
        written, `selector` should be stored. Who writes into the slot that is in use, and is killed \
        meanwhile, leaves a value of which one half is new: put it back by `content`
        """)
    }

    @Test(
      "After a death in a body, the next one finds the value as it was, and goes on", .holds(.death)
    )
    func ownerDied() throws {
      let mutex = try SharedMutex(5, slice: .milliseconds(5))
      try mutex.lock.losesItsOwner()
      let thread = try Observed {
        try mutex.withLock { value in
          value += 1
          return value
        }
      }
      let value = try thread.afterDeath(
        "lock() in 02-LockUnlock.swift", orElse: "the owner died, and the next one waits for it")
      #expect(value == 6 && mutex.content == 6, "the value was 5 when the owner died")
      #expect(mutex.lock.owner == 0, "withLock kept the lock that it got from a dead owner")
    }

    @Test(
      "Inside its body the mutex can't be locked again, and nothing is spoiled", .holds(.failure))
    func notAgain() throws {
      let mutex = try SharedMutex(1, slice: nil)
      let thread = try Observed {
        try mutex.withLock { value in
          value = 2
          try mutex.withLock { $0 = 3 }
        }
      }
      #expect(throws: LockError.alreadyHeld, "the thread has the lock: it would wait forever") {
        try thread.value(orElse: "the thread waits for a lock that it has itself")
      }
      #expect(
        mutex.content == 2 && mutex.lock.owner == 0,
        "the outer body set 2 and threw; the inner one never ran")
    }
  }
}

/// A value that takes several stores.
struct Four: BitwiseCopyable, Equatable {
  var a: Int
  var b: Int
  var c: Int
  var d: Int

  init(_ number: Int) { (a, b, c, d) = (number, number, number, number) }
}

/// A child that adds a number again and again.
struct Adder: ProcessTarget {
  let mutex: SharedMutex<Int>
  let number: Int
  let times: Int

  func run() throws {
    for _ in 0..<times { try mutex.withLock { $0 += number } }
  }
}

/// A child that changes a value in several steps.
struct Changer: ProcessTarget {
  let mutex: SharedMutex<Four>
  let flag: SharedWord
  let steps: StepControl

  func run() throws {
    steps.install()
    try mutex.withLock { value in
      value.a = 2
      value.b = 2
      // A step in the middle.
      _ = flag.load()
      value.c = 2
      value.d = 2
    }
  }
}
