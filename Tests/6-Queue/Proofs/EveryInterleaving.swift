#if Solutions && DEBUG
import Grading
import Groundwork
import Testing

// The queue, in every order that the steps of a few threads can come in. `Interleavings` tells what is
// taken for granted.
//
// Proved, for the number of threads and items that a test names, and for as many preemptions as
// `upTo` says (fewer in the short form of the proofs, and any number when they are unbounded):
// - Each item is got once, and those of a producer in order; nothing is got that was not put.
// - No wake-up is lost: nobody sleeps for ever beside an item, beside room, after the queue was closed
//   or after the last report. The bells have no slices here, and no slice of a lock has to help.
// - A timeout that comes at any moment takes no item and no wake-up with it.
//
// Not proved: more threads or items, and whether acquire and release are enough where the processor
// reorders. Nobody dies here: for that there are Proofs/Killed.swift and Proofs/KilledAtRandom.swift.

extension `6-Queue` {
  @Suite struct EveryInterleaving {
    @Test("One producer and one consumer, two items, and room for one")
    func oneEach() throws {
      let found = try Interleavings(upTo: 2).explore(
        try Scene(capacity: 1), threads: [{ try $0.put([1, 2]) }, { try $0.get(2) }]
      ) { try $0.check([1, 2], isOrdered: true) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("One producer and two consumers", arguments: [1, 2])
    func twoConsumers(capacity: Int) throws {
      let found = try Interleavings(upTo: 1, short: 0).explore(
        try Scene(capacity: capacity),
        threads: [{ try $0.put([1, 2]) }, { try $0.get(1) }, { try $0.get(1) }]
      ) { try $0.check([1, 2]) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("Two producers and one consumer, and room for one")
    func twoProducers() throws {
      let found = try Interleavings(upTo: 2).explore(
        try Scene(capacity: 1),
        threads: [{ try $0.put([1]) }, { try $0.put([2]) }, { try $0.get(2) }]
      ) { try $0.check([1, 2]) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("Two items that are put at once, and two consumers")
    func batch() throws {
      let found = try Interleavings(upTo: 2).explore(
        try Scene(capacity: 2),
        threads: [
          { try $0.queue.put(contentsOf: [1, 2]) }, { try $0.get(1) }, { try $0.get(1) },
        ]
      ) { try $0.check([1, 2]) }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("A consumer whose time is over at any moment, and one that has time")
    func timeout() throws {
      for others in [0, 1] {
        var limits = Interleavings(upTo: 2 - others, short: 1 - others)
        limits.alarms = 1
        let found = try limits.explore(
          try Scene(capacity: 2),
          threads: [{ try $0.getInTime() }, { try $0.put(Array(1...1 + others)) }]
            + (0..<others).map { _ in { @Sendable scene in try scene.get(1) } }
        ) { scene in
          while !scene.queue.isEmpty { try scene.get(1) }
          try scene.check(Array(1...1 + others))
        }
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }

    @Test("A producer whose time is over at any moment puts its item, or doesn't")
    func noRoomInTime() throws {
      var limits = Interleavings(upTo: 2)
      limits.alarms = 1
      let found = try limits.explore(
        try Scene(capacity: 1),
        threads: [
          { scene in
            try scene.put([1])
            do { try scene.queue.put(2, timeout: .seconds(1)) } catch QueueError.full { return }
            scene.noteSecond()
          }, { try $0.get(1) },
        ]
      ) { scene in
        while !scene.queue.isEmpty { try scene.get(1) }
        try scene.check(scene.hasSecond ? [1, 2] : [1], isOrdered: true)
      }
      #expect(found.failure == nil && found.isExhaustive, "\(found)")
    }

    @Test("A close reaches those who wait for items and those who wait for room")
    func close() throws {
      for isFull in [false, true] {
        let found = try Interleavings(upTo: 2).explore(
          try Scene(capacity: 1, items: isFull ? [1] : []),
          threads: [{ try $0.queue.close() }]
            + (0..<2).map { number in
              { @Sendable scene in
                do {
                  if isFull { try scene.put([2 + number]) } else { try scene.get(1) }
                } catch QueueError.closed { return }
                throw TestFailure("there was nothing to get, and no room, and it went on")
              }
            }
        ) { scene in
          if isFull { try scene.get(1) }
          try scene.check(isFull ? [1] : [])
        }
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }

    @Test("Two reports at once, and one or two who join")
    func reports() throws {
      for joiners in [1, 2] {
        let found = try Interleavings(upTo: 3 - joiners, short: 2 - joiners).explore(
          try Tasks(),
          threads: [{ try $0.queue.taskDone() }, { try $0.queue.taskDone() }]
            + (0..<joiners).map { _ in
              { @Sendable tasks in
                try tasks.queue.join()
                if tasks.queue.queue.storage.done.load() != 2 {
                  throw TestFailure("join returned before both were reported")
                }
              }
            })
        #expect(found.failure == nil && found.isExhaustive, "\(found)")
      }
    }
  }
}
#endif
