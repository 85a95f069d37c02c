import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.10")) struct `10-Dining` {
    /// A table with a fork at the left of each seat.
    private func table(_ seats: Int) throws -> [SharedLock] {
      let memory = try SharedMemory(byteCount: 8 * seats)
      return (0..<seats).map { SharedLock(in: memory, at: 8 * $0, slice: nil) }
    }

    private func philosopher(_ seat: Int, _ forks: [SharedLock]) -> Philosopher {
      Philosopher(seat: seat, forks: forks, meals: 1)
    }

    @Test("A meal is eaten with the two forks beside the seat, and then they are back")
    func twoForks() throws {
      var random = Seeded()
      let forks = try table(5)
      for seat in 0..<5 {
        let number = Int.random(in: 1...1_000_000, using: &random)
        let thread = try Observed {
          let own = ThreadIdentity.current.rawValue
          return try self.philosopher(seat, forks).withForks {
            (number, forks.indices.filter { forks[$0].owner == own })
          }
        }
        let seen = try thread.value(orElse: "all forks are there, and philosopher \(seat) waits")
        #expect(seen.0 == number, "withForks should return what the meal returns; \(random)")
        #expect(
          seen.1 == [seat, (seat + 1) % 5].sorted(),
          "while philosopher \(seat) eats, these forks should be in its hands, and no others")
        #expect(forks.allSatisfy { $0.owner == 0 }, "after the meal, all forks should be back")
      }
    }

    @Test("After a meal that throws, both forks are back")
    func throwing() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let forks = try table(4)
      for seat in 0..<4 {
        let thread = try Observed {
          try self.philosopher(seat, forks).withForks { throw Trouble(number: number) }
        }
        #expect(throws: Trouble(number: number), "the meal's error should come out; \(random)") {
          try thread.value(orElse: "all forks are there, and philosopher \(seat) waits")
        }
        try #require(
          forks.allSatisfy { $0.owner == 0 },
          "philosopher \(seat) kept a fork after its meal threw: nobody else will get it")
      }
    }

    @Test("A meal may throw a LockError of its own: it is eaten once, and the error comes out")
    func mealThrowsLockError() throws {
      let forks = try table(5)
      for error in bodysLockErrors {
        let meals = try SharedMemory(byteCount: 8)
        let thread = try Observed {
          try self.philosopher(1, forks).withForks {
            let count = meals.load(at: 0, as: Int.self) + 1
            meals.store(count, at: 0)
            // A wrong answer eats without end.
            if count < 10 { throw error }
          }
        }
        #expect(
          throws: error, "that is what the meal threw, and none of the forks' errors"
        ) {
          try thread.value(orElse: "the meal threw, and philosopher 1 goes on")
        }
        let count = meals.load(at: 0, as: Int.self)
        #expect(count == 1, "the meal threw a LockError, and was eaten \(count) times: \(error)")
        #expect(forks.allSatisfy { $0.owner == 0 }, "after the meal, all forks should be back")
      }
    }

    @Test("Whoever has its forks already gets the error of the lock, and no meal")
    func forksInHand() throws {
      let forks = try table(5)
      for (seat, mine) in [(1, [1, 2]), (4, [4, 0]), (1, [1]), (1, [2]), (4, [4]), (4, [0])] {
        let thread = try Observed {
          let own = ThreadIdentity.current.rawValue
          for fork in mine { forks[fork].word.store(own) }
          var hasEaten = false
          var seen: LockError?
          do {
            try self.philosopher(seat, forks).withForks { hasEaten = true }
          } catch let error as LockError { seen = error }
          let held = forks.indices.filter { forks[$0].owner == own }
          for fork in held { forks[fork].freeByHand() }
          return (seen, hasEaten: hasEaten, held: held)
        }
        let outcome = try thread.value(orElse: "the thread waits for forks that it has itself")
        #expect(outcome.0 == .alreadyHeld, "what the locks throw should come out")
        #expect(!outcome.hasEaten, "no fork could be taken, and the meal was eaten all the same")
        #expect(
          outcome.held == mine.sorted(),
          """
          the thread had the forks \(mine) before, and has \(outcome.held) after withForks threw: what it took \
          itself should be back, and what it didn't take should stay where it was
          """)
      }
    }

    @Test("Whoever can't have both forks waits, and asleep")
    func waits() throws {
      for (seat, taken) in [(1, 1), (1, 2), (4, 4), (4, 0)] {
        let forks = try table(5)
        let stranger = try Stranger()
        forks[taken].word.store(stranger.identity)
        let thread = try Observed { try self.philosopher(seat, forks).withForks {} }
        let activity = try thread.settled()
        let polls = try thread.polls()
        forks[taken].freeByHand()
        try thread.value(orElse: "the fork is back, but philosopher \(seat) goes on waiting")
        try stranger.end()
        #expect(
          activity == .asleep,
          """
          fork \(taken) was not there: philosopher \(seat) should sleep until it is, and is \
          \(activity)
          """)
        #expect(
          !polls,
          """
          fork \(taken) was not there: philosopher \(seat) asks for it again and again. `lock` sleeps \
          until it is there
          """)
      }
    }

    #if DEBUG
    @Test("However long a fork is missing, nobody eats without it, or gets up")
    func patience() throws {
      for taken in [1, 2] {
        let forks = try table(5)
        let stranger = try Stranger()
        forks[taken].word.store(stranger.identity)
        let thread = try observedInFastTime {
          let own = ThreadIdentity.current.rawValue
          return try self.philosopher(1, forks).withForks { forks.count { $0.owner == own } }
        }
        let activity = try thread.settled()
        forks[taken].freeByHand()
        let result = Result {
          try thread.value(orElse: "the fork is back, but philosopher 1 goes on waiting")
        }
        try stranger.end()
        #expect(
          activity == .asleep && (try? result.get()) == 2,
          """
          fork \(taken) was not there, and each time for which philosopher 1 was ready to sleep went by. \
          \(activity == .finished ? "The wait was over then" : "The thread is \(activity)"), and the meal \
          came to: \(result), where the number is that of the forks in the hand. Wait as long as it \
          takes, or put back what you have and begin again
          """)
      }
    }
    #endif

    @Test("Two that are no neighbors eat at the same time")
    func together() throws {
      let forks = try table(5)
      let (reader, writer) = try Descriptor.pipe()
      let first = try Observed {
        try self.philosopher(0, forks).withForks { try reader.waitAtGate() }
      }
      _ = try first.settled()
      let second = try Observed { try self.philosopher(2, forks).withForks {} }
      let activity = try second.settled()
      writer.close()
      try first.value(orElse: "philosopher 0 didn't get through")
      try second.value(orElse: "philosopher 2 didn't get through")
      #expect(
        activity == .finished,
        """
        philosopher 0 eats, with forks 0 and 1; philosopher 2 needs forks 2 and 3, and has to wait: \
        then one lock for all of the table would do
        """)
    }

    @Test("Everybody has taken a fork, and everybody eats in the end")
    func noDeadlock() throws {
      for seats in 2...6 {
        let forks = try table(seats)
        let eaten = try (0..<seats).map { seat in
          let steps = try StepControl()
          // Stopped with one fork in the hand, before it takes the other one.
          steps.park(.before(.compareExchange, skipping: 1))
          let thread = try steps.directs { try self.philosopher(seat, forks).withForks {} }
          try waitUntilStopped(steps)
          return (steps, thread)
        }
        let inHand = forks.count { $0.owner != 0 }
        for (steps, _) in eaten { steps.resume() }
        for (seat, (steps, thread)) in eaten.enumerated() {
          try thread.value(
            orElse: """
              \(seats) philosophers sit at the table. Each of them was stopped when it had taken \
              its first fork, so that \(inHand) of \(seats) forks were in somebody's hand. Then \
              they went on, and philosopher \(seat) waits forever (its steps: \(steps.trace)): \
              each waits for the next. Make sure that not all of them can have their first fork.
              """)
        }
        #expect(forks.allSatisfy { $0.owner == 0 }, "after the meals, all forks should be back")
      }
    }

    /// Waits until a philosopher is parked, or about to sleep because its first fork is not there.
    private func waitUntilStopped(_ steps: StepControl) throws {
      let deadline = Deadline(after: .seconds(5))
      while steps.trace.last?.kind != .wait {
        do {
          _ = try steps.waitUntilParked(until: Deadline(after: .milliseconds(2)))
          return
        } catch let error as StepError {
          if deadline.hasPassed { throw error }
        }
      }
    }

    @Test("Five children eat forty times each")
    func children() throws {
      let memory = try SharedMemory(byteCount: 40)
      let forks = (0..<5).map { SharedLock(in: memory, at: 8 * $0) }
      let children = try (0..<5).map {
        try TestChild(Philosopher(seat: $0, forks: forks, meals: 40), name: "philosopher \($0)")
      }
      for (seat, child) in children.enumerated() {
        #expect(
          try child.ended(orElse: "philosopher \(seat) waits forever") == .exited(0),
          "philosopher \(seat) should eat, and go")
      }
      #expect(forks.allSatisfy { $0.owner == 0 }, "after the meals, all forks should be back")
    }
  }
}
