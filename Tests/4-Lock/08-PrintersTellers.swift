import Grading
import Groundwork
import Testing

extension `4-Lock` {
  @Suite(.exercise("4.8")) struct `08-PrintersTellers` {
    // MARK: - Printers

    @Test("A line is written whole, piece after piece, and also a line of none")
    func pieces() throws {
      var random = Seeded()
      let (reader, writer) = try Descriptor.pipe()
      let lines = (0..<10).map { Self.line(of: 0, number: $0, &random) } + [[], ["", "x", "\n"]]
      let printer = Printer(lines, to: writer, lock: try SharedLock())
      let thread = try Observed { try printer.run() }
      try thread.value(orElse: "a printer that is alone waits")
      writer.close()
      #expect(
        try reader.readAll() == lines.map { $0.joined() }.joined(),
        "every piece should be written once, in order; \(random)")
      #expect(printer.lock.owner == 0, "the lock should be free between the lines")
    }

    @Test("Wherever one printer is stopped, no other one writes into its line")
    func stopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let (reader, writer) = try Descriptor.pipe()
        let lock = try lockWithoutSlices()
        // As if the line were longer than what a pipe takes as a whole.
        steps.limit(.before(.write), toBytes: 2, times: .max)
        let first = try steps.directs {
          try Printer([["a", "b", "c\n"]], to: writer, lock: lock).run()
        }
        _ = try steps.waitUntilParked()
        let second = try Observed {
          try Printer([["1", "2", "3\n"]], to: writer, lock: lock).run()
        }
        _ = try second.settled()
        steps.resume()
        try first.value(orElse: "the first printer didn't get through")
        try second.value(orElse: "the second printer didn't get through")
        writer.close()
        let text = try reader.readAll()
        #expect(
          ["abc\n123\n", "123\nabc\n"].contains(text),
          """
          one printer was stopped before step \(step) (its steps: \(steps.trace)); meanwhile \
          another one printed. They wrote \(text.debugDescription): hold the given lock from the \
          first piece of a line to the last. The system took two bytes at a time, so that pieces \
          which are put together are not written at once either.
          """)
      }
    }

    @Test("The same pieces without the lock come out mixed")
    func mixed() throws {
      let (reader, writer) = try Descriptor.pipe()
      let printer = Printer([], to: writer, lock: try SharedLock())
      try printer.printLine(["one line", "\n"])
      let steps = try StepControl()
      steps.park(.before(.write, skipping: 1))
      let first = try steps.directs { for piece in ["a", "b", "c\n"] { try printer.write(piece) } }
      _ = try steps.waitUntilParked()
      for piece in ["1", "2", "3\n"] { try printer.write(piece) }
      steps.resume()
      try first.value(orElse: "a write didn't return")
      writer.close()
      #expect(
        try reader.readAll() == "one line\na123\nbc\n",
        "this is what the lock is for: without it, a line comes out in the middle of another one")
    }

    @Test("Ten children print, and every line is whole")
    func tenChildren() throws {
      var random = Seeded()
      let (reader, writer) = try Descriptor.pipe()
      let lock = try SharedLock()
      let lines = (0..<10).map { child in
        (0..<20).map { Self.line(of: child, number: $0, &random) }
      }
      let children = try lines.map { try TestChild(Printer($0, to: writer, lock: lock)) }
      writer.close()
      let output = try Observed { try reader.readAll() }
        .value(orElse: "not all children got through")
      for child in children {
        #expect(try child.ended(orElse: "a child of ten didn't end") == .exited(0))
      }
      let seen = output.split(separator: "\n").map { "\($0)\n" }
      let expected = lines.map { $0.map { $0.joined() } }
      let torn = seen.filter { !expected.joined().contains($0) }
      #expect(torn == [], "these lines are no child's: several wrote at once; \(random)")
      for (number, own) in expected.enumerated() {
        #expect(
          seen.filter { $0.hasPrefix("\(number):") } == own,
          "child \(number) wrote these lines in this order; \(random)")
      }
    }

    @Test(
      "If nobody can read any more, the error comes out, and the lock is free", .holds(.failure))
    func unreadable() throws {
      let (reader, writer) = try Descriptor.pipe()
      reader.close()
      let printer = Printer([], to: writer, lock: try SharedLock())
      let error = #expect(throws: SystemError.self, "writing should fail, and say so") {
        try printer.printLine(["a", "\n"])
      }
      #expect(error?.number == EPIPE, "nobody can read: that is EPIPE")
      #expect(
        printer.lock.owner == 0, "the printer failed with the lock in its hand, and kept it")
    }

    /// A line of several pieces, unlike any other.
    private static func line(of child: Int, number: Int, _ random: inout Seeded) -> [String] {
      ["\(child):", "\(number)"]
        + (0..<Int.random(in: 1...3, using: &random)).map { _ in
          " \(UInt32.random(in: 0...9_999, using: &random))"
        } + ["\n"]
    }

    // MARK: - Tellers

    @Test("Money moves from one account to another, if there is enough")
    func moves() throws {
      var random = Seeded()
      let bank = try Bank([50, 0, 20, 9])
      let teller = bank.teller([])
      var expected = bank.balances
      // First all that there is, also to itself: the money must not double then.
      let transfers =
        [(20, 2, 1), (50, 0, 0)]
        + (0..<200).map { _ in
          (
            Int.random(in: 0...60, using: &random), Int.random(in: 0..<4, using: &random),
            Int.random(in: 0..<4, using: &random)
          )
        }
      for (amount, source, target) in transfers {
        let isPossible = expected[source] >= amount
        if isPossible {
          expected[source] -= amount
          expected[target] += amount
        }
        #expect(
          try teller.transfer(amount, from: source, to: target) == isPossible,
          "whether there was enough for \(amount); \(random)")
        try #require(
          bank.balances == expected,
          "after a transfer of \(amount) from account \(source) to account \(target); \(random)")
      }
      #expect(bank.lock.owner == 0, "the lock should be free between transfers")
    }

    @Test("Wherever one teller is stopped, no money is made or lost")
    func tellerStopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let bank = try Bank([10, 0, 0], slice: nil)
        let first = try steps.directs { try bank.teller([]).transfer(10, from: 0, to: 1) }
        _ = try steps.waitUntilParked()
        let audit = try Observed { try bank.lock.withLock { bank.balances } }
        _ = try audit.settled()
        // It wants the same money.
        let second = try Observed { try bank.teller([]).transfer(10, from: 0, to: 2) }
        _ = try second.settled()
        steps.resume()
        let both = [
          try first.value(orElse: "the first transfer didn't return"),
          try second.value(orElse: "the second transfer didn't return"),
        ]
        #expect(
          both.count { $0 } == 1 && bank.balances == (both[0] ? [0, 10, 0] : [0, 0, 10]),
          """
          account 0 had 10. One teller moved them to account 1, and was stopped before step \
          \(step) (its steps: \(steps.trace)); meanwhile another one moved them to account 2. \
          They said \(both), and the balances are \(bank.balances). Ask, take and give while the \
          given lock is held.
          """)
        let audited = try audit.value(orElse: "the lock is free, and an auditor waits for it")
        #expect(
          audited.reduce(0, +) == 10 && audited.allSatisfy { $0 >= 0 },
          """
          account 0 had 10. A teller that moves them was stopped before step \(step) (its steps: \
          \(steps.trace)); meanwhile somebody took the lock, and added up the balances: \(audited). \
          Taking and giving must be one step for those who use the lock: do both before it is given \
          back.
          """)
      }
    }

    @Test("Four children make a thousand transfers, and the total stays")
    func thousand() throws {
      var random = Seeded()
      let start = (0..<5).map { _ in Int.random(in: 0...200, using: &random) }
      let bank = try Bank(start)
      let children = try (0..<4).map { _ in
        try TestChild(
          bank.teller(
            (0..<250).map { _ in
              Teller.Transfer(
                Int.random(in: 1...100, using: &random),
                from: Int.random(in: 0..<5, using: &random),
                to: Int.random(in: 0..<5, using: &random))
            }))
      }
      for child in children {
        #expect(try child.ended(orElse: "a teller didn't get through") == .exited(0))
      }
      let balances = bank.balances
      #expect(
        balances.reduce(0, +) == start.reduce(0, +),
        "the bank had \(start.reduce(0, +)), and now \(balances): money was made or lost; \(random)"
      )
      #expect(
        balances.allSatisfy { $0 >= 0 }, "nobody can owe money here: \(balances); \(random)")
    }

    @Test("What the lock throws comes out, and then nothing was done", .holds(.failure))
    func lockIsHeld() throws {
      let bank = try Bank([10, 0], slice: nil)
      let transfer = try Observed {
        try bank.lock.withLock { _ = try bank.teller([]).transfer(10, from: 0, to: 1) }
      }
      #expect(
        throws: LockError.alreadyHeld,
        "the thread has the lock already: whether there was enough was never asked, so say why"
      ) { try transfer.value(orElse: "the thread waits for a lock that it has itself") }
      let toItself = try Observed {
        try bank.lock.withLock { _ = try bank.teller([]).transfer(10, from: 0, to: 0) }
      }
      #expect(
        throws: LockError.alreadyHeld,
        "also who pays himself must ask inside the lock whether there is enough"
      ) { try toItself.value(orElse: "the thread waits for a lock that it has itself") }
      #expect(bank.balances == [10, 0], "the lock could not be taken, and money was moved")
      let (reader, writer) = try Descriptor.pipe()
      let printer = Printer([], to: writer, lock: bank.lock)
      let line = try Observed { try bank.lock.withLock { try printer.printLine(["a", "\n"]) } }
      #expect(throws: LockError.alreadyHeld, "the line was not printed: say why") {
        try line.value(orElse: "the thread waits for a lock that it has itself")
      }
      writer.close()
      #expect(try reader.readAll() == "", "the lock could not be taken, and a piece was written")
    }
  }
}

/// Accounts in shared memory, and their lock.
struct Bank: Sendable {
  let accounts: SharedArray<Int>
  let lock: SharedLock

  init(_ balances: [Int], slice: Duration? = .milliseconds(50)) throws {
    accounts = try SharedArray(balances)
    lock = SharedLock(in: try SharedMemory(byteCount: 8), at: 0, slice: slice)
  }

  var balances: [Int] { Array(accounts) }

  func teller(_ transfers: [Teller.Transfer]) -> Teller {
    Teller(transfers, accounts: accounts, lock: lock)
  }
}
