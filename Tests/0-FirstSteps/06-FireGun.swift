import Grading
import Groundwork
import Synchronization
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.6")) struct `06-FireGun` {
    @Test("A sprinter waits for the gun, and runs then")
    func waits() throws {
      var random = Seeded()
      let number = Int.random(in: 1...999_999, using: &random)
      let gun = try SharedEvent()
      // In this process, on a thread, so that the test can see what it waits for.
      let performance = try Performance { Sprinter(number, gun: gun).run() }
      let activity = try performance.settled(with: 0)
      let isEarly = try performance.hasPrinted()
      gun.set()
      let lines = try performance.end().lines
      #expect(
        activity != .finished, "the gun was not fired, and the sprinter has run; \(random)")
      #expect(
        activity != .busy,
        "the sprinter asks again and again: wait() sleeps until the event is set; \(random)")
      #expect(!isEarly, "the gun was not fired, and the sprinter has printed its line; \(random)")
      #expect(
        lines == ["\(number) runs"],
        "the gun was fired, and sprinter \(number) should print its line once; \(random)")
    }

    @Test("Every sprinter runs once")
    func race() throws {
      var random = Seeded()
      let count = Int.random(in: 2...5, using: &random)
      let gun = try SharedEvent()
      let performance = try Performance { try startRace(of: count, with: gun) }
      let lines = try performance.end().lines
      let started = performance.starts.count
      #expect(!hasChildren(), "the function has returned, and a child is still there: join it")
      #expect(started == count, "\(count) sprinters, each in a child of its own; \(random)")
      #expect(
        lines.sorted() == (1...count).map { "\($0) runs" },
        "the sprinters 1 to \(count) should print a line each, in any order; \(random)")
      #expect(gun.isSet, "the race is over, and the gun was never fired; \(random)")
    }

    @Test("The gun is fired when all are started, and then it waits for them")
    func fires() throws {
      var random = Seeded()
      let count = Int.random(in: 2...5, using: &random)
      let gun = try SharedEvent()
      let early = Mutex(0)
      let before = Harness.childStarted
      Harness.childStarted = { pid, name, endsWithParent in
        before?(pid, name, endsWithParent)
        if gun.isSet { early.withLock { $0 += 1 } }
      }
      defer { Harness.childStarted = before }
      let performance = try Performance(isHeld: true) { try startRace(of: count, with: gun) }
      let activity = try performance.settled(with: count)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      let isFired = gun.isSet
      // So that none waits for ever.
      gun.set()
      _ = try performance.end()
      let isLeft = hasChildren()
      #expect(
        started == count,
        "no child could go on, and \(started) of \(count) were started: start all first; \(random)")
      #expect(
        early.withLock { $0 } == 0,
        "the gun was fired before the last child was started: that is no fair race; \(random)")
      #expect(
        isFired,
        """
        all are started, and the gun is not fired, but the function is \(activity): set the event \
        that it was given, and join then; \(random)
        """)
      #expect(
        activity == .asleep || !areHeld,
        "no child had ended, and the function didn't wait: it was \(activity). Join all of them")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("It waits for every sprinter", arguments: [0, 2])
    func everyOne(late: Int) throws {
      let gun = try SharedEvent()
      let performance = try Performance(isHeld: true) { try startRace(of: 3, with: gun) }
      let activity = try performance.settled(without: late, of: 3)
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      #expect(
        activity == .asleep || !areHeld,
        """
        two sprinters had ended, and sprinter \(late + 1) had not, and the \
        function didn't wait for it: it was \(activity). Call join on every one
        """)
    }
  }
}
