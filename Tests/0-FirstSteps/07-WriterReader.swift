import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.7")) struct `07-WriterReader` {
    @Test("The writer puts all letters in order, and nil as the last")
    func writer() throws {
      var random = Seeded()
      let letters = random.different(3, in: 1...999_999).map { "letter \($0)" }
      let queue = try SharedQueue<String?>()
      let child = try TestChild(LetterWriter(letters, to: queue))
      let end = try child.ended(orElse: "LetterWriter doesn't come to an end; \(random)")
      let put = try rest(of: queue)
      #expect(end == .exited(0), "the target should return")
      #expect(
        put == letters + [nil],
        "the letters should be in the queue, one after the other, and then nil; \(random)")
    }

    @Test("The reader waits for each letter, prints it, and ends at nil")
    func reader() throws {
      var random = Seeded()
      let letters = random.different(3, in: 1...999_999).map { "letter \($0)" }
      let queue = try SharedQueue<String?>()
      // In this process, on a thread, so that the test can see what it waits for.
      let performance = try Performance { try LetterReader(queue).run() }
      let activity = try performance.settled(with: 0)
      // What comes after nil is for somebody else.
      for item in letters + [nil, "too late"] { try queue.put(item) }
      let lines = try performance.end().lines
      let left = try rest(of: queue)
      #expect(
        activity == .asleep,
        """
        the queue was empty, and the reader should wait for a letter, but it was \(activity): empty \
        means that there is nothing now, and not that nothing will come; \(random)
        """)
      #expect(lines == letters, "each letter that was put should be printed; \(random)")
      #expect(left == ["too late"], "nil was the last that the reader should get; \(random)")
    }

    @Test("A queue that is closed is an error, and not the end of the letters")
    func closed() throws {
      let queue = try SharedQueue<String?>()
      try queue.close()
      let reader = try Observed { try LetterReader(queue).run() }
      #expect(
        throws: QueueError.closed,
        "nothing was put, and then the queue was closed: `get` throws, and only nil is the end"
      ) { try reader.value(orElse: "the reader doesn't return") }
      let writer = try Observed { try LetterWriter(["A"], to: queue).run() }
      #expect(throws: QueueError.closed, "the queue is closed, and `put` throws: pass that on") {
        try writer.value(orElse: "the writer doesn't return")
      }
    }

    @Test("What one child writes, the other one prints", arguments: [4, 0])
    func passes(count: Int) throws {
      var random = Seeded()
      let letters = random.different(count, in: 1...999_999).map { "letter \($0)" }
      let performance = try Performance { try passOn(letters) }
      let lines = try performance.end().lines
      let started = performance.starts.count
      #expect(!hasChildren(), "the function has returned, and a child is still there: join it")
      #expect(started == 2, "one child should write, and another one read; \(random)")
      #expect(lines == letters, "the letters should be printed in their order; \(random)")
    }

    @Test("Both are at work at the same time, and it waits for them")
    func together() throws {
      var random = Seeded()
      let letters = random.different(3, in: 1...999_999).map { "letter \($0)" }
      let performance = try Performance(isHeld: true) { try passOn(letters) }
      let activity = try performance.settled(with: 2)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      let isLeft = hasChildren()
      #expect(
        started == 2,
        """
        no child could go on, and \(started) of 2 were started: start the writer and the reader \
        before you join one; \(random)
        """)
      #expect(
        activity == .asleep || !areHeld,
        "no child had ended, and the function didn't wait: it was \(activity). Join both")
      #expect(!isLeft, "the function has returned, and a child is still there: join both")
    }

    @Test("It waits for the second one, too", arguments: [1])
    func everyOne(late: Int) throws {
      let performance = try Performance(isHeld: true) { try passOn(["A", "B"]) }
      let activity = try performance.settled(without: late, of: 2)
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      #expect(
        activity == .asleep || !areHeld,
        """
        the child that was started as the second had not ended, and the \
        function didn't wait for it: it was \(activity). Call join on every one
        """)
    }
  }
}
