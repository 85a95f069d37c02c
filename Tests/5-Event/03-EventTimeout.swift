import Grading
import Groundwork
import Testing

extension `5-Event` {
  @Suite(.exercise("5.3")) struct `03-EventTimeout` {
    @Test("It is false when the time was over first, and true once the event is set")
    func both() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let milliseconds = Int.random(in: 1...150, using: &random)
      let early = event.wait(timeout: .milliseconds(milliseconds))
      let between = event.changes.load()
      event.change()
      let ask = try Observed { event.wait(timeout: .seconds(600)) }
      let activity = try ask.settled()
      if activity != .finished { event.change(times: 2) }
      let late = try ask.value(orElse: "wait doesn't return, though the event is set; \(random)")
      #expect(
        !early,
        "nobody set the event, and after \(milliseconds) ms wait said that it is set; \(random)")
      #expect(
        between.isMultiple(of: 2), "a timeout should not set the event: it is only not waited for")
      #expect(late, "the event is set: there is nothing to wait for; \(random)")
      #expect(
        activity == .finished,
        """
        the event was set, and wait is \(activity) until its 600 seconds are over: look first, and wait \
        then; \(random)
        """)
    }

    @Test("False comes when the time is over, and not sooner", arguments: [999, 1_900, 250_000])
    func notTooSoon(microseconds: Int) throws {
      var random = Seeded()
      let timeout = Duration.microseconds(microseconds)
      // Where the time is short, a thread that is held up could hide it once.
      let tries = microseconds < 10_000 ? 20 : 1
      var tooSoon = 0
      for _ in 0..<tries {
        let event = try SharedEvent.random(using: &random)
        let end = Deadline(after: timeout)
        let isSet = event.wait(timeout: timeout)
        if !isSet, !end.hasPassed { tooSoon += 1 }
      }
      #expect(
        tooSoon == 0,
        """
        nobody set the event, and wait(timeout:) of \(microseconds) µs returned false before they were \
        over, \(tooSoon) times of \(tries); \(random)
        """)
    }

    @Test("An event that is set at the last moment is not missed", .holds(.order))
    func lastMoment() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let steps = try StepControl()
      // So long that it is not over before wait sleeps.
      let timeout = Duration.milliseconds(300)
      steps.park(.before(.wait))
      // The sleep itself is over for no reason, and says that the time is over.
      steps.fail(.before(.wait))
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return event.wait(timeout: timeout)
      }
      let step = try steps.parked(orElse: "wait should sleep: the event is clear", random)
      // Its own deadline was made before.
      try waitUntilPassed(Deadline(after: timeout))
      event.change()
      steps.resume()
      let isSet = try wait.value(orElse: "wait doesn't return, though the event is set; \(random)")
      #expect(step != nil, "wait returned without sleeping, though the event was clear; \(random)")
      #expect(
        isSet,
        """
        the event was set while wait was about to sleep; the sleep ended with the time, and wait returned \
        false without another look at the count; \(random)
        """)
    }

    @Test("No time, or less, asks without waiting", arguments: [0, -1, -1_000_000, .min])
    func noTime(seconds: Int) throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let ask = try Observed { event.wait(timeout: .seconds(seconds)) }
      let activity = try ask.settled()
      if activity != .finished { event.change(times: 2) }
      let early = try ask.value(orElse: "wait doesn't return, though the event was set")
      if event.changes.load().isMultiple(of: 2) { event.change() }
      let late = event.wait(timeout: .seconds(seconds))
      #expect(activity == .finished, "a timeout of \(seconds) seconds leaves no time to wait")
      #expect(!early, "the event was clear; \(random)")
      #expect(late, "the event is set, and that needs no waiting; \(random)")
    }

    @Test("It sleeps, and one set releases all, in time", arguments: [600, Int(Int32.max), .max])
    func sleeps(seconds: Int) throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let (waits, areAsleep) = try asleep(3) { event.wait(timeout: .seconds(seconds)) }
      let wakeUps = try countWakeUps(of: waits[0])
      event.change()
      for wait in waits {
        let isSet = try wait.value(orElse: "wait doesn't return, though the event is set")
        #expect(isSet, "the event was set long before the \(seconds) seconds were over; \(random)")
      }
      #expect(areAsleep, "the event is clear, so wait must sleep, and use no processor")
      #expect(
        wakeUps <= 15,
        """
        wait woke up \(wakeUps) times in about a quarter of a second while nothing happened: it polls
        """)
    }

    @Test("In another process, too")
    func process() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let answers = try Descriptor.pipe()
      defer { answers.reader.close() }
      let steps = try StepControl()
      steps.park(.before(.wait))
      let child = try TestChild(
        EventWaiter(
          event: event, answers: answers.writer, number: 7, steps: steps, timeout: .seconds(600)))
      answers.writer.close()
      let step = try steps.parked(orElse: "the child should sleep: the event is clear", random)
      event.change()
      steps.resume()
      let end = try child.ended(orElse: "the child still waits, though the event is set; \(random)")
      #expect(try answers.reader.readAll() == "7 true\n", "the event was set in time")
      #expect(step != nil && end == .exited(0), "the child should have waited, and then ended")
    }

    @Test("An event that is set and cleared at once was set in time", .holds(.order))
    func setAndCleared() throws {
      var random = Seeded()
      for isAtTheEnd in [false, true] {
        let event = try SharedEvent.random(isAtTheEnd: isAtTheEnd, using: &random)
        let before = event.changes.load()
        let (waits, areAsleep) = try asleep(2) { event.wait(timeout: .seconds(600)) }
        event.change(times: 2)
        for wait in waits {
          let isSet = try wait.value(
            orElse: """
              the event was set and cleared again, and one who had waited still waits. The count went \
              from \(before) to \(event.changes.load()): any other number means that it was set; \(random)
              """)
          #expect(isSet, "the event was set while wait waited, though it is clear now; \(random)")
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
        defer { steps.uninstall() }
        return event.wait(timeout: .seconds(600))
      }
      let step = try steps.parked(orElse: "wait should sleep: the event is clear", random)
      event.change()
      steps.resume()
      let isSet = try wait.value(
        orElse: """
          the event was set just before wait's \(moment), and it sleeps on: it looked whether the \
          event is set, and then slept on a value that it read later; \(random)
          """)
      #expect(isSet, "the event was set in time; \(random)")
      #expect(step != nil, "wait returned without sleeping, though the event was clear; \(random)")
    }

    @Test(
      "The timeout is for the whole call, however often the sleep is interrupted", .holds(.signals))
    func totalTime() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let steps = try StepControl()
      let timeout = Duration.milliseconds(150)
      let end = Deadline(after: timeout)
      // From now on, every sleep is over at once, for no reason.
      steps.fail(.before(.wait), times: .max)
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return (isSet: event.wait(timeout: timeout), isInTime: end.hasPassed)
      }
      let isLate = goesOn(wait, after: timeout, steps)
      if isLate { event.change() }
      let (isSet, isInTime) = try wait.value(
        orElse: "wait doesn't return, though its time is over; \(random)")
      #expect(
        isInTime,
        """
        its sleeps ended at once, for no reason, and after \(steps.stepCount) steps wait returned before \
        the \(timeout) were over: a sleep that is over has not taken all of its time; \(random)
        """)
      #expect(
        !isLate,
        """
        its time was over, and wait went on: it is woken again and again, and begins with the whole \
        timeout each time. Make one Deadline at the start; \(random)
        """)
      #expect(!isSet || isLate, "nobody set the event; \(random)")
    }

    @Test("Who is woken for no reason sleeps on", .holds(.signals))
    func wokenForNoReason() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let steps = try StepControl()
      steps.fail(.before(.wait), times: Int.random(in: 100...200, using: &random))
      let wait = try Observed {
        steps.install()
        defer { steps.uninstall() }
        return event.wait(timeout: .seconds(600))
      }
      var activity = try wait.settled()
      for _ in 0..<3 where activity == .asleep {
        event.changes.wake()
        activity = try wait.settled()
      }
      event.change()
      let isSet = try wait.value(orElse: "wait doesn't return, though the event is set")
      #expect(
        activity == .asleep && isSet,
        """
        nobody had set the event, and wait returned \(isSet) when it was woken: sleeps end for no \
        reason, too. Look at the word again, and at the time; \(random)
        """)
    }

    #if DEBUG
    @Test(
      "It sleeps through all of its time, the last of it, too, and no sleep is longer than that",
      .holds(.signals))
    func throughAllOfIt() throws {
      var random = Seeded()
      for (timeout, step) in SleepsInVain.timeouts {
        let event = try SharedEvent.random(using: &random)
        // By a clock that stands still while the thread does anything but sleep.
        let sleeps = try sleepsInVain(
          lasting: step,
          orElse: """
            with a timeout of \(timeout) wait looks at the word and at the time again and again, and \
            doesn't sleep: that takes all of a processor. Sleep for what is left, however short it is
            """
        ) {
          if event.wait(timeout: timeout) { throw TestFailure("nobody set the event") }
        }
        #expect(
          sleeps.problem(timeout) == nil,
          "with a timeout of \(timeout) \(sleeps.problem(timeout) ?? ""). It \(sleeps); \(random)")
      }
    }
    #endif
  }
}
