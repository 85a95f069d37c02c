#if Solutions && DEBUG
import Groundwork
import Synchronization
import Testing

@testable import Grading

@Suite("Every interleaving of sleepers") struct InterleavingsWaitTests {
  @Test("A lock that sleeps is right in every schedule of two threads that take it twice")
  func sleepingLock() throws {
    var limits = Interleavings()
    limits.mergesEquivalent = true
    let found = try limits.explore(
      (try ToyLock(), try Room()),
      threads: [String](repeating: "", count: 2).map { _ in
        { place in
          for _ in 0..<2 { place.0.lock { place.1.comeIn() } }
        }
      }
    ) { place in
      let count = place.1.visitors.load()
      if count != 4 { throw TestFailure("\(count) of 4 were counted") }
    }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("A lock that forgets its sleepers is caught with three threads")
  func forgetfulLock() throws {
    var limits = Interleavings()
    limits.preemptions = 3
    let found = try limits.explore(
      try ToyLock(forgets: true), threads: [{ $0.lock {} }, { $0.lock {} }, { $0.lock {} }])
    #expect(found.failure?.reason == .deadlock, "\(found)")
  }

  @Test("A wake-up of one picks each of the sleepers in turn")
  func picks() throws {
    let firsts = Mutex<Set<Int>>([])
    let found = try Interleavings().explore(
      Sleepers(try Room()),
      threads: [
        { $0.lieDown(1) }, { $0.lieDown(2) },
        { sleepers in
          sleepers.room.bell.wake(1)
          sleepers.room.bell.store(1)
          sleepers.room.bell.wake()
        },
      ]
    ) { sleepers in
      firsts.withLock { _ = $0.insert(sleepers.order.withLock { $0.first ?? 0 }) }
    }
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
    #expect(firsts.withLock { $0 } == [1, 2])
  }

  @Test("A wake-up tells how many it woke")
  func number() throws {
    let woken = Mutex<Set<Int>>([])
    let found = try Interleavings().explore(
      try Room(),
      threads: [
        { _ = $0.bell.wait(while: 0) }, { _ = $0.bell.wait(while: 0) },
        { room in
          room.bell.store(1)
          let number = room.bell.wake()
          woken.withLock { _ = $0.insert(number) }
        },
      ])
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
    #expect(woken.withLock { $0 } == [0, 1, 2])
  }

  @Test("A deadline comes when nobody else can run, at its time")
  func deadline() throws {
    var limits = Interleavings()
    limits.timeouts = .areExpected
    let found = try limits.explore(
      try Room(),
      threads: [20, 10].map { seconds in
        { room in
          let deadline = Deadline(after: .seconds(seconds))
          if room.bell.wait(while: 0, until: deadline) { throw TestFailure("nobody woke it") }
          if !deadline.hasPassed { throw TestFailure("it was too early") }
          if seconds == 20, room.door.load() == 0 { throw TestFailure("10 comes after 20") }
          room.door.store(1)
        }
      })
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
  }

  @Test("With alarms, a deadline also comes before, and after, a wake-up")
  func alarms() throws {
    let results = Mutex<Set<[Bool]>>([])
    var limits = Interleavings()
    limits.timeouts = .areExpected
    limits.alarms = 1
    let found = try limits.explore(
      try Room(),
      threads: [
        { room in
          let deadline = Deadline(after: .seconds(1))
          let isWoken = room.bell.wait(while: 0, until: deadline)
          let hasPassed = deadline.hasPassed
          results.withLock { _ = $0.insert([isWoken, hasPassed]) }
        },
        { room in
          room.bell.store(1)
          room.bell.wake()
        },
      ])
    #expect(found.failure == nil && found.isExhaustive, "\(found)")
    #expect(results.withLock { $0 } == [[true, false], [false, true], [true, true]])
  }

  @Test("A waiter that trusts its wake-up is caught by one for no reason")
  func spurious() throws {
    for (count, reason) in [(0, nil), (1, Exploration.Reason.violated("A threw: not yet"))] {
      var limits = Interleavings()
      limits.spuriousWakeUps = count
      let found = try limits.explore(
        try Room(),
        threads: [
          { room in
            _ = room.bell.wait(while: 0)
            if room.bell.load() == 0 { throw TestFailure("not yet") }
          },
          { room in
            room.bell.store(1)
            room.bell.wake()
          },
        ])
      #expect(found.failure?.reason == reason, "\(found)")
    }
  }

  @Test("Slices that probe for ever are a deadlock")
  func slices() throws {
    let found = try Interleavings().explore(
      try Room(),
      threads: [
        { room in
          while room.door.load() == 0 {
            _ = room.bell.wait(while: 0, until: Deadline(after: .milliseconds(50)))
          }
        }
      ])
    #expect(found.failure?.reason == .deadlock, "\(found)")
  }

  @Test("Spinning for something that comes is cut short, for what never comes it is endless")
  func spinning() throws {
    for (comes, reason) in [(true, nil), (false, Exploration.Reason.endless)] {
      var limits = Interleavings()
      limits.stepLimit = 20
      let found = try limits.explore(
        try Room(),
        threads: [
          { while $0.door.load() == 0 {} }, { if comes { $0.door.store(1) } },
        ])
      #expect(found.failure?.reason == reason, "\(found)")
      #expect(!found.isExhaustive)
    }
  }

  @Test("A thread that goes by something else too is noticed")
  func notRepeatable() throws {
    let runs = Mutex(0)
    func setUp() throws -> Room {
      runs.withLock { $0 += 1 }
      return try Room()
    }
    let found = try Interleavings().explore(
      try setUp(),
      threads: [
        { room in
          runs.withLock { $0 % 2 == 0 } ? room.door.store(1) : room.bell.store(1)
          room.comeIn()
        },
        { $0.comeIn() },
      ])
    #expect(found.failure?.reason == .notRepeatable, "\(found)")
  }
}

/// Threads that sleep, and the order in which they go on.
private final class Sleepers: Sendable {
  let room: Room
  let order = Mutex<[Int]>([])

  init(_ room: Room) { self.room = room }

  func lieDown(_ number: Int) {
    _ = room.bell.wait(while: 0)
    order.withLock { $0.append(number) }
  }
}
#endif
