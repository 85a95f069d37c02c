import Grading
import Groundwork
import Testing

extension `5-Event` {
  @Suite(.exercise("5.1")) struct `01-SetClear` {
    @Test("Each process sees what another one did to the event")
    func acrossProcesses() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let orders = try Descriptor.pipe()
      let answers = try Descriptor.pipe()
      defer { for end in [orders.reader, answers.reader, answers.writer] { end.close() } }
      #expect(!event.isSet, "an even count of changes means that the event is clear; \(random)")
      let child = try TestChild(
        EventHand(event: event, orders: orders.reader, answers: answers.writer))
      var isSet = false
      for _ in 0..<20 {
        let order = ["set", "clear", "ask"].randomElement(using: &random) ?? "ask"
        let isHere = Bool.random(using: &random)
        if order != "ask" { isSet = order == "set" }
        if isHere, order == "set" { event.set() }
        if isHere, order == "clear" { event.clear() }
        try orders.writer.writeLine(isHere ? "ask" : order)
        let answer = try answers.reader.readLine(orElse: "the child did not answer")
        #expect(
          [answer, "\(event.isSet)"] == ["\(isSet)", "\(isSet)"],
          """
          after '\(order)' in \(isHere ? "this process" : "the child") the event should be \
          \(isSet ? "set" : "clear") in both: isSet in the child, and here; \(random)
          """)
      }
      orders.writer.close()
      try child.ended(orElse: "the child did not end")
    }

    @Test("Setting an event twice is as setting it once, and so with clearing")
    func again() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      event.set()
      let first = event.changes.load()
      event.set()
      #expect(event.isSet, "set was called twice, and the second call cleared the event; \(random)")
      #expect(
        event.changes.load() == first,
        "nothing changed at the second call of set, so it must not count a change; \(random)")
      event.clear()
      let second = event.changes.load()
      event.clear()
      #expect(!event.isSet, "clear was called twice, and the second call set the event; \(random)")
      #expect(
        event.changes.load() == second,
        "nothing changed at the second call of clear, so it must not count a change; \(random)")
    }

    @Test("Every change makes a new number")
    func counts() throws {
      // The second count begins again at zero on its way.
      for start in [0, UInt32.max - 3] {
        let event = try SharedEvent()
        event.changes.store(start)
        var numbers: [UInt32] = []
        for _ in 0..<3 {
          event.set()
          numbers.append(event.changes.load() &- start)
          event.clear()
          numbers.append(event.changes.load() &- start)
        }
        #expect(
          numbers == [1, 2, 3, 4, 5, 6],
          """
          each change should add one to the count: a flag that is 1 and 0 again looks as if nothing \
          had happened to one who was asleep meanwhile. The count began at \(start)
          """)
      }
    }

    @Test("set wakes all who sleep, and clear wakes nobody")
    func wakes() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let seen = event.changes.load()
      let (waits, areAsleep) = try asleep(4) {
        while event.changes.load() == seen { _ = event.changes.wait(while: seen) }
      }
      try #require(areAsleep, "the test's own threads should sleep on the word")
      event.clear()
      let woken = waits.count(where: \.hasFinished)
      event.set()
      let count = try waits.finished(atLeast: 4)
      event.change()
      event.changes.wake()
      for wait in waits { try wait.value(orElse: "a thread of the test did not wake up") }
      #expect(woken == 0, "clear on an event that is clear should change nothing; \(random)")
      #expect(
        count == 4,
        """
        4 threads sleep on the word, and set woke \(count) of them: all must go on, so wake all. \
        (A change of the word alone wakes nobody.)
        """)
    }

    #if DEBUG
    @Test("set wakes all there can be, however many", .holds(.extremes))
    func wakesAll() throws {
      let event = try SharedEvent()
      let wakes = try wakeCounts { event.set() }
      #expect(
        !wakes.isEmpty && wakes.allSatisfy { $0 >= mostThreads },
        "set woke \(wakes) at the most: whoever is left over sleeps beside an event that is set")
    }
    #endif

    @Test("set changes the word first, and wakes then")
    func order() throws {
      var random = Seeded()
      let event = try SharedEvent.random(using: &random)
      let steps = try StepControl()
      let set = try Observed {
        steps.install()
        event.set()
        steps.uninstall()
      }
      try set.value(orElse: "set doesn't return: it should never wait for anything")
      let kinds = steps.trace.map(\.kind)
      let change = kinds.lastIndex { [.store, .exchange, .compareExchange].contains($0) }
      let wake = kinds.lastIndex(of: .wake)
      #expect(
        (change ?? .max) < (wake ?? -1),
        """
        the steps of set were \(kinds): whoever is woken before the word has changed goes to sleep \
        again, and nobody wakes it any more
        """)
    }

    @Test("The count never goes back when two change the event at the same time", .holds(.order))
    func race() throws {
      var random = Seeded()
      let kinds: [(isSet: Bool, others: UInt32)] = [
        (false, 1), (false, 2), (false, 3), (true, 1), (true, 2), (true, 3),
      ]
      for (isSet, others) in kinds {
        let name = isSet ? "clear" : "set"
        try StepControl.parkingAtEachStep { steps, step in
          let event = try SharedEvent.random(isSet: isSet, using: &random)
          let start = event.changes.load()
          let slow = try Observed {
            steps.install()
            if isSet { event.clear() } else { event.set() }
            steps.uninstall()
          }
          let parked = try steps.parked(orElse: "\(name) should come to its end", random)
          let own = event.changes.load() &- start
          // Without exercise 5.1.
          event.change(times: others)
          let most = event.changes.load() &- start
          var goesBack = false
          var next = parked
          // One step after the other: a count that goes back for a moment only is seen, too.
          while next != nil {
            next = try steps.advance()
            goesBack = goesBack || event.changes.load() &- start < most
          }
          try slow.value(orElse: "\(name) doesn't return")
          let changes = event.changes.load() &- start
          // If an odd number of others came first, the event is as it should be.
          let allowed = own == 0 && others == 2 ? [2, 3] : [own + others]
          let place = parked?.kind.label ?? "its end"
          #expect(
            !goesBack,
            """
            \(name) was stopped before step \(step) (\(place)), others changed the event \(others) \
            times then, and \(name) went on: for a moment the count was lower than before. Who looks \
            then takes it for no change, or for another one; and what others change until it is put \
            back is lost. Look and change in one step; \(random)
            """)
          let wish = allowed.map { "\($0)" }.joined(separator: " or ")
          #expect(
            allowed.contains(changes),
            """
            \(name) was stopped before step \(step) (\(place)), when it had changed the event \(own) \
            times. Others changed it \(others) times then, and \(name) went on. In the end the count should \
            have risen by \(wish), and it has by \(Int32(bitPattern: changes)). The look at the word and \
            its change must be one step; and if that fails, what is there may be as it should be already: \
            look again; \(random)
            """)
        }
      }
    }
  }
}

extension StepKind {
  /// As a message says it.
  var label: String { "\(self)" }
}
