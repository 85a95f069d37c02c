import Grading
import Groundwork
import Testing

extension `5-Event` {
  @Suite(.exercise("5.2")) struct `02-EventWait` {
    @Test("If the event is set, wait returns at once, and leaves it set")
    func isSet() throws {
      var random = Seeded()
      let event = try SharedEvent.random(isSet: true, using: &random)
      let before = event.changes.load()
      let wait = try Observed { event.wait() }
      let activity = try wait.settled()
      event.change(times: 2)
      try wait.value(orElse: "wait doesn't return, though the event is set")
      #expect(activity == .finished, "the event is set: there is nothing to wait for; \(random)")
      #expect(
        event.changes.load() == before &+ 2,
        "wait changed the event: the next one to come would wait, though nobody cleared it")
    }

    @Test("wait sleeps until the event is set")
    func sleeps() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let wait = try Observed { event.wait() }
      let activity = try wait.settled()
      let wakeUps = try countWakeUps(of: wait)
      let isEarly = wait.hasFinished
      event.change()
      try wait.value(orElse: "wait doesn't return, though the event is set")
      #expect(
        activity == .asleep,
        "the event is clear, so wait must sleep, and use no processor: it is \(activity); \(random)"
      )
      #expect(
        !isEarly || activity == .finished,
        """
        wait slept for a while, and returned before the event was set: the end of a slice is not the end \
        of the wait; \(random)
        """)
      #expect(
        wakeUps <= 15,
        """
        wait woke up \(wakeUps) times in about a quarter of a second while nothing happened: it polls. \
        Sleep on the word, and be woken by its change
        """)
    }

    @Test("One set releases four processes")
    func fourProcesses() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let answers = try Descriptor.pipe()
      defer { answers.reader.close() }
      let controls = try (0..<4).map { _ in try StepControl() }
      let children = try controls.enumerated().map { number, steps in
        steps.park(.before(.wait))
        return try TestChild(
          EventWaiter(event: event, answers: answers.writer, number: number, steps: steps))
      }
      answers.writer.close()
      for steps in controls {
        let step = try steps.parked(orElse: "a child should sleep: the event is clear", random)
        #expect(step != nil, "a child did not wait, though the event is clear; \(random)")
        steps.resume()
      }
      event.change()
      for child in children {
        let end = try child.ended(orElse: "a child still waits, though the event is set; \(random)")
        #expect(end == .exited(0), "a child should end by itself")
      }
      let numbers = try answers.reader.readAll().split(separator: "\n").sorted()
      #expect(numbers == ["0", "1", "2", "3"], "each child should return from wait once")
    }

    @Test("An event that is set and cleared at once releases those who waited", .holds(.order))
    func setAndCleared() throws {
      var random = Seeded()
      for isAtTheEnd in [false, true] {
        let event = try SharedEvent.random(isAtTheEnd: isAtTheEnd, using: &random)
        let before = event.changes.load()
        let (waits, areAsleep) = try asleep(3) { event.wait() }
        // Both changes are there before any of them can look.
        event.change(times: 2)
        for wait in waits {
          try wait.value(
            orElse: """
              the event was set and cleared again while it waited, and it still waits. The count went \
              from \(before) to \(event.changes.load()): any other number than the one that was seen \
              means that the event was set, \
              \(isAtTheEnd ? "also a smaller one, after the greatest" : "though it is clear now"); \
              \(random)
              """)
        }
        #expect(areAsleep, "the event is clear, so wait must sleep; \(random)")
      }
    }

    @Test(
      "A set is not lost, however late it comes", .holds(.order),
      arguments: ["second look", "sleep"])
    func notLost(moment: String) throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let steps = try StepControl()
      steps.park(moment == "sleep" ? .before(.wait) : .step(1))
      let wait = try Observed {
        steps.install()
        event.wait()
        steps.uninstall()
      }
      let step = try steps.parked(orElse: "wait should sleep: the event is clear", random)
      event.change()
      steps.resume()
      try wait.value(
        orElse: """
          the event was set just before wait's \(moment), and it sleeps for ever: it looked whether \
          the event is set, and then slept on a value that it read later. Its steps: \
          \(steps.trace.prefix(4)); \(random)
          """)
      #expect(step != nil, "wait returned without sleeping, though the event was clear; \(random)")
    }

    @Test("A set and a clear just before the sleep are noticed, too", .holds(.order))
    func justBeforeTheSleep() throws {
      var random = Seeded()
      for isAtTheEnd in [false, true] {
        let event = try SharedEvent.random(isAtTheEnd: isAtTheEnd, using: &random)
        let before = event.changes.load()
        let steps = try StepControl()
        steps.park(.before(.wait))
        let wait = try Observed {
          steps.install()
          event.wait()
          steps.uninstall()
        }
        let step = try steps.parked(orElse: "wait should sleep: the event is clear", random)
        event.change(times: 2)
        steps.resume()
        try wait.value(
          orElse: """
            the event was set and cleared just before wait went to sleep, and it slept on. The count \
            went from \(before) to \(event.changes.load()): sleep while the word has the value that was \
            seen first, not the one that it has now, and take any other one for a change; \(random)
            """)
        #expect(
          step != nil, "wait returned without sleeping, though the event was clear; \(random)")
      }
    }

    @Test("Who is woken for no reason sleeps on", .holds(.signals))
    func wokenForNoReason() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let steps = try StepControl()
      // More often than any number that one might give up after.
      steps.fail(.before(.wait), times: Int.random(in: 100...200, using: &random))
      let wait = try Observed {
        steps.install()
        event.wait()
        steps.uninstall()
        return event.changes.load()
      }
      let seen = event.changes.load()
      var activity = try wait.settled()
      for _ in 0..<3 where activity == .asleep {
        event.changes.wake()
        activity = try wait.settled()
      }
      event.change()
      let then = try wait.value(orElse: "wait doesn't return, though the event is set")
      #expect(
        activity == .asleep && then != seen,
        """
        nobody set the event, and wait returned when some of its sleeps were over: sleeps end for no \
        reason, too, and after signals. Look at the word again, however often that is; \(random)
        """)
    }
  }
}
