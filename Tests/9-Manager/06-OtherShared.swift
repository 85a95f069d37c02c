import Grading
import Groundwork
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.6")) struct `06-OtherShared` {
    @Test("A value and an array are kept in the server")
    func valueAndArray() throws {
      var random = Seeded()
      let numbers = (0..<5).map { _ in Int.random(in: 0..<1000, using: &random) }
      try withManager { manager in
        let event = try manager.event()
        try event.set()
        let value = try manager.value(0.5)
        let array = try manager.array(numbers)
        let end = try TestChild(Negate(value: value, array: array)).ended(
          orElse: "the child doesn't end")
        let (newValue, contents) = (try value.get(), try array.contents)
        #expect(end == .exited(0), "the child should get through, and end with 0")
        #expect(newValue == -0.5, "the child negated the value; \(random)")
        #expect(contents == numbers.map { -$0 }, "and each element; \(random)")
      }
    }

    @Test("A queue gives first what was put first")
    func queueOrder() throws {
      var random = Seeded()
      try withManager { manager in
        let queue = try manager.queue(of: String.self)
        var expected: [String] = []
        for number in 0..<40 {
          if expected.isEmpty || Int.random(in: 0..<5, using: &random) > 1 {
            let element = "\(number) \(word(&random))"
            let isPut = try queue.put(element)
            #expect(isPut, "there is always room")
            expected.append(element)
          } else {
            let element = try queue.get()
            #expect(element == expected.removeFirst(), "first in, first out; \(random)")
          }
        }
        let count = try queue.count
        #expect(count == expected.count, "an element is taken once; \(random)")
      }
    }

    @Test("When the time is over, nothing is put or taken")
    func queueTimeouts() throws {
      try withManager { manager in
        let queue = try manager.queue(of: Int.self, capacity: 1)
        let nothing = try queue.get(timeout: .zero)
        let isFirstPut = try queue.put(1, timeout: .zero)
        let isSecondPut = try queue.put(2, timeout: .milliseconds(20))
        let one = try queue.get(timeout: .zero)
        let none = try queue.get(timeout: .milliseconds(20))
        #expect([nothing, none] == [nil, nil], "the queue was empty: nil")
        #expect([isFirstPut, isSecondPut] == [true, false], "there was room for one, and no more")
        #expect(one == 1, "what was put, and not what was refused")
      }
    }

    @Test("get waits for an element, and put for room")
    func queueWaits() throws {
      // What the server does; one that is slow seems to wait in any case.
      var state = QueueState<Int>(capacity: 1)
      var (take, put) = (TakeElement<Int>(timeout: nil), PutElement(element: 1, timeout: nil))
      let whileEmpty = try take.attempt(on: &state, for: 1, isLate: false)
      state.append(0)
      let whileFull = try put.attempt(on: &state, for: 1, isLate: false)
      #expect(whileEmpty.isNotYet, "there is nothing to take, and time left: not yet")
      #expect(whileFull.isNotYet, "there is no room, and time left: not yet")
      try withManager { manager in
        let queue = try manager.queue(of: Int.self, capacity: 1)
        let getting = try Observed { try queue.get() }
        let beforePut = try getting.settled()
        try #require(beforePut == .asleep, "the queue was empty: get should wait")
        try queue.put(1)
        let one = try getting.value(orElse: "an element was put, and get goes on waiting")
        try queue.put(2)
        let putting = try Observed { try queue.put(3) }
        let beforeGet = try putting.settled()
        try #require(beforeGet == .asleep, "the queue was full: put should wait")
        let two = try queue.get()
        let isPut = try putting.value(orElse: "an element was taken, and put goes on waiting")
        let three = try queue.get(timeout: .zero)
        #expect(isPut, "there was room in the end, so the element should be put: true")
        #expect([one, two, three] == [1, 2, 3], "in their order")
      }
    }

    @Test("Three children take each element once")
    func queueOfMany() throws {
      try withManager { manager in
        let (tasks, results) = (try manager.queue(of: Int.self), try manager.queue(of: Int.self))
        let children = try (0..<3).map { _ in try TestChild(Square(tasks: tasks, results: results))
        }
        for number in 1...20 { try tasks.put(number) }
        for _ in children { try tasks.put(0) }
        for child in children {
          let end = try child.ended(orElse: "there was a 0 for each child, and one goes on")
          #expect(end == .exited(0), "the child should get through, and end with 0")
        }
        var squares: [Int] = []
        while let square = try results.get(timeout: .zero) { squares.append(square) }
        #expect(squares.sorted() == (1...20).map { $0 * $0 }, "each task was done once")
      }
    }

    @Test("An event is set, and cleared, for all")
    func eventFlag() throws {
      try withManager { manager in
        let event = try manager.event()
        let (atFirst, tooEarly) = (try event.isSet, try event.wait(timeout: .milliseconds(10)))
        try event.set()
        try event.set()
        let (afterSet, atOnce) = (try event.isSet, try event.wait(timeout: .zero))
        try event.clear()
        let (afterClear, tooLate) = (try event.isSet, try event.wait(timeout: .zero))
        #expect((atFirst, tooEarly) == (false, false), "it begins clear: isSet and wait say so")
        #expect((afterSet, atOnce) == (true, true), "it was set, and twice is the same as once")
        #expect((afterClear, tooLate) == (false, false), "it was cleared: isSet and wait say so")
      }
    }

    @Test("All who wait for an event go on when it is set")
    func eventWait() throws {
      try withManager { manager in
        let event = try manager.event()
        let waiting = try (0..<3).map { _ in try Observed { try event.wait() } }
        let activities = try waiting.map { try $0.settled() }
        try event.set()
        let results = try waiting.map {
          try $0.value(orElse: "the event was set, and one waits on")
        }
        #expect(results == [true, true, true], "the event was set: wait should return true")
        #expect(activities == [.asleep, .asleep, .asleep], "the event was clear: they should wait")
      }
    }

    @Test("Who waited when it was set goes on, even if it is clear again", .holds(.order))
    func eventPulse() throws {
      var state = EventState()
      var early = AwaitEvent(timeout: nil)
      let first = try early.attempt(on: &state, for: 1, isLate: false)
      _ = try ChangeEvent(isSet: false).run(on: &state)
      let afterClear = try early.attempt(on: &state, for: 1, isLate: false)
      let areNotYet = [first.isNotYet, afterClear.isNotYet]
      #expect(areNotYet == [true, true], "it was clear, and to clear it changes nothing")
      try pulse(&state)
      var late = AwaitEvent(timeout: nil)
      var slow = early
      let slowOutcome = try slow.attempt(on: &state, for: 3, isLate: true).result
      let outcome = try early.attempt(on: &state, for: 1, isLate: false).result
      let other = try late.attempt(on: &state, for: 2, isLate: false)
      #expect(outcome == true, "it was set after the first attempt: set and clear are not nothing")
      #expect(
        slowOutcome == true, "it was set while this one waited, also if it looks when time is over")
      #expect(other.isNotYet, "who comes later waits for the next time")
      try pulse(&state)
      let second = try late.attempt(on: &state, for: 2, isLate: false).result
      #expect(second == true, "the event was set for the second time, and this one waited for that")
    }

    @Test("One at a time has a condition's lock")
    func lockIsExclusive() throws {
      try withManager { manager in
        let condition = try manager.condition()
        let (reader, writer) = try Descriptor.pipe()
        let (gate, opener) = try Descriptor.pipe()
        defer { [reader, writer, gate, opener].forEach { $0.close() } }
        let first = try Observed {
          try condition.withLock { _ in
            try writer.writeLine("first")
            try gate.waitAtGate()
            try writer.writeLine("first goes")
          }
        }
        let one = try reader.readLine(orElse: "the lock was free, and nobody gets it")
        let second = try Observed {
          try condition.withLock { held in
            try writer.writeLine("second")
            return held.ownerDied
          }
        }
        let activity = try second.settled()
        opener.close()
        try first.value(orElse: "the first one can't give the lock back")
        let ownerDied = try second.value(orElse: "the lock is free again, and the second waits")
        let lines =
          [one] + (try (0..<2).map { _ in try reader.readLine(orElse: "a line is missing") })
        #expect(activity == .asleep, "the lock was held: the second one should wait")
        #expect(lines == ["first", "first goes", "second"], "one after the other")
        #expect(!ownerDied, "the first one gave the lock back")
      }
    }

    @Test("The lock is free again after the body throws")
    func lockAfterThrow() throws {
      struct Stop: Error, Equatable {}
      try withManager { manager in
        let condition = try manager.condition()
        #expect(throws: Stop(), "body's error is for the caller") {
          try condition.withLock { _ in throw Stop() }
        }
        let ownerDied = try Observed { try condition.withLock { $0.ownerDied } }
          .value(orElse: "the body threw, and the lock stayed locked")
        #expect(!ownerDied, "nobody died: the body only threw")
      }
    }

    @Test("notify wakes so many, in the order in which they came")
    func notify() throws {
      var state = ConditionState()
      var waits = try (0..<4).map { try linedUp(on: &state, for: $0) }
      try lock(&state, for: 9)
      var notify = NotifyWaiters(count: 2)
      _ = try notify.attempt(on: &state, for: 9, isLate: false)
      let whileHeld = try waits[0].attempt(on: &state, for: 0, isLate: false)
      #expect(whileHeld.isNotYet, "the one who notified still has the lock")
      try unlock(&state, for: 9)
      var (woken, left): ([Int], [[Int]]) = ([], [])
      for number in [3, 2, 1, 0] {
        guard
          let isNotified = try waits[number].attempt(on: &state, for: number, isLate: false).result
        else { continue }
        #expect(
          (isNotified, state.owner) == (true, number), "it was notified, and has the lock again")
        try unlock(&state, for: number)
        woken.append(number)
        left.append(state.notified)
      }
      #expect(woken.sorted() == [0, 1], "two were to be woken: those who had waited longest")
      #expect(left == [[0], []], "each leaves `notified` when it goes on, and no other does")
      try lock(&state, for: 9)
      var none = NotifyWaiters(count: -1)
      _ = try none.attempt(on: &state, for: 9, isLate: false)
      #expect(state.waiting == [2, 3], "less than nobody is nobody")
      var all = NotifyWaiters(count: .max)
      _ = try all.attempt(on: &state, for: 9, isLate: false)
      #expect((state.waiting, state.notified) == ([], [2, 3]), "all who were left")
    }

    @Test("Who is late leaves the line, and takes the lock again")
    func late() throws {
      var state = ConditionState()
      var wait = try linedUp(on: &state, for: 1)
      try lock(&state, for: 2)
      let whileHeld = try wait.attempt(on: &state, for: 1, isLate: true)
      #expect(whileHeld.isNotYet && state.waiting == [], "nobody should notify one who is late")
      try unlock(&state, for: 2)
      let outcome = try wait.attempt(on: &state, for: 1, isLate: true).result
      #expect(outcome == false, "the time was over first, and nobody notified")
      #expect(state.owner == 1, "wait returns with the lock, also when the time is over")
      // Whose time is zero is late at the first attempt.
      var hasty = AwaitNotice(timeout: .zero)
      var attempt = try hasty.attempt(on: &state, for: 1, isLate: true)
      if attempt.isNotYet { attempt = try hasty.attempt(on: &state, for: 1, isLate: true) }
      let (result, owner, waiting) = (attempt.result, state.owner, state.waiting)
      #expect((result, owner) == (false, 1), "without any time, it comes back with the lock")
      #expect(waiting == [], "client 1 waits no more: a notice for it would be lost")
    }

    @Test("A notice that came in time counts, however late the lock is free", .holds(.order))
    func noticeInTime() throws {
      var state = ConditionState()
      var wait = try linedUp(on: &state, for: 1)
      try lock(&state, for: 2)
      var notify = NotifyWaiters(count: 1)
      _ = try notify.attempt(on: &state, for: 2, isLate: false)
      // Now the time is over, and the one who notified still has the lock.
      let whileHeld = try wait.attempt(on: &state, for: 1, isLate: true)
      try unlock(&state, for: 2)
      let outcome = try wait.attempt(on: &state, for: 1, isLate: true).result
      #expect(whileHeld.isNotYet, "wait must have the lock again before it returns")
      #expect(
        (outcome, state.owner) == (true, 1),
        """
        client 1 was notified before its time was over, and got the lock after that: there was a \
        notice. If it says false, nobody acts on the notice
        """)
    }

    @Test("Who gets the lock after an owner that died is told, and only the first", .holds(.death))
    func toldOnce() throws {
      var state = ConditionState()
      state.ownerDied = true
      var told: [Bool?] = []
      for client in 1...2 {
        var lock = LockCondition()
        told.append(try lock.attempt(on: &state, for: client, isLate: false).result)
        try unlock(&state, for: client)
      }
      #expect(told == [true, false], "the last owner had died: the next one is told, and no other")
      // A wait that has the lock again can't tell its caller. So it leaves that to the next lock.
      var wait = try linedUp(on: &state, for: 1)
      state.ownerDied = true
      _ = try wait.attempt(on: &state, for: 1, isLate: true)
      #expect(state.ownerDied, "wait took the lock of an owner that died, and nobody was told")
    }

    @Test("Without the lock, wait, notify and unlock throw, and change nothing")
    func withoutLock() throws {
      var state = ConditionState()
      try lock(&state, for: 1)
      try expectRefusal(of: UnlockCondition(), on: &state, for: 2)
      try expectRefusal(of: NotifyWaiters(count: 1), on: &state, for: 2)
      try expectRefusal(of: AwaitNotice(timeout: nil), on: &state, for: 2)
      #expect((state.owner, state.waiting) == (1, []), "the one who has the lock keeps it")
    }
  }
}
