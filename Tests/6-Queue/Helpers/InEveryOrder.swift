#if DEBUG
import Grading
import Groundwork
import Testing

// The short forms of what EveryInterleaving.swift proves, for the exercise that each belongs to: so
// that a learner's answer meets the orders of its steps, too, and needs no later exercise for that.

extension `6-Queue`.`02-TimedPutGet` {
  @Test("In many orders of their steps, an item that is put is not missed", .holds(.order))
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try Scene(capacity: 2),
      threads: [
        { try $0.get(1) },
        { scene in
          try scene.queue.addAnyway(1)
          if scene.queue.items.mayBeHeard { scene.queue.items.ringAnyway() }
        },
      ], preemptions: 2,
      """
      Thread A gets an item; B puts one while it has the lock, and then rings if somebody may listen. \
      See `wait` in 02-TimedPutGet.swift: look and announce while the lock is held.
      """
    ) { try $0.check([1]) }
  }
}

extension `6-Queue`.`03-Bounded` {
  private var advice: String {
    "See `ring`: clear the word, then wake all. Nobody may sleep beside an item, or beside room."
  }

  @Test("In many orders of their steps, everything comes through a queue with room for one")
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try Scene(capacity: 1), threads: [{ try $0.put([1, 2]) }, { try $0.get(2) }],
      "Thread A puts two items, B gets two, and there is room for one. \(advice)"
    ) { try $0.check([1, 2], isOrdered: true) }
    try expectInEveryOrder(
      try Scene(capacity: 1),
      threads: [{ try $0.put([1]) }, { try $0.put([2]) }, { try $0.get(2) }],
      "Threads A and B put an item each, C gets two, and there is room for one. \(advice)"
    ) { try $0.check([1, 2]) }
  }

  @Test("A timeout at any moment takes no item and no wake-up with it")
  func timeoutInEveryOrder() throws {
    try expectInEveryOrder(
      try Scene(capacity: 2), threads: [{ try $0.getInTime() }, { try $0.put([1]) }], alarms: 1,
      "Thread A gets with a timeout, which may come at any moment, and B puts an item. \(advice)"
    ) { scene in
      if scene.queue.numbers.put > scene.queue.numbers.taken { try scene.get(1) }
      try scene.check([1])
    }
  }
}

extension `6-Queue`.`06-CloseSentinel` {
  @Test("In many orders of their steps, close reaches all who wait", .holds(.order))
  func inEveryOrder() throws {
    for isFull in [false, true] {
      try expectInEveryOrder(
        try Scene(capacity: 1, items: isFull ? [1] : []),
        threads: [{ try $0.queue.close() }]
          + (0..<2).map { number in
            { @Sendable scene in
              do {
                if isFull { try scene.put([2 + number]) } else { try scene.get(1) }
              } catch QueueError.closed { return }
              throw TestFailure("there was nothing to get, and no room, and it went on")
            }
          },
        """
        Thread A closes the queue, while B and C wait for \(isFull ? "room" : "an item"). Store while \
        the lock is held, and ring both bells after it.
        """
      ) { scene in
        if isFull { try scene.get(1) }
        try scene.check(isFull ? [1] : [])
      }
    }
  }
}

extension `6-Queue`.`07-TaskDone` {
  @Test(
    "In many orders of their steps, both reports count, and join returns after the last one",
    .holds(.order))
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try Tasks(),
      threads: [
        { try $0.queue.taskDone() }, { try $0.queue.taskDone() },
        { tasks in
          try tasks.queue.join()
          if tasks.queue.queue.storage.done.load() != 2 {
            throw TestFailure("join returned before both were reported")
          }
        },
      ],
      "Threads A and B report a task each, and C joins. See taskDone and join."
    ) { _ in }
  }
}

extension `6-Queue`.`09-KilledInside` {
  @Test("In many orders of their steps, two that wait get the two items that are put at once")
  func inEveryOrder() throws {
    try expectInEveryOrder(
      try Scene(capacity: 2),
      threads: [{ try $0.queue.put(contentsOf: [1, 2]) }, { try $0.get(1) }, { try $0.get(1) }],
      "Thread A puts two items at once, and B and C get one each. See put(contentsOf:)."
    ) { try $0.check([1, 2]) }
  }
}
#endif
