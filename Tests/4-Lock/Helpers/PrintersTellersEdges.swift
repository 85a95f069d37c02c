import Grading
import Groundwork
import Testing

// More tests of 08-PrintersTellers: a lock that is long in coming, and whose owner died; an account that
// pays itself.

extension `4-Lock`.`08-PrintersTellers` {
  #if DEBUG
  @Test("However long somebody else has the lock, printers and tellers wait for it")
  func patience() throws {
    let stranger = try Stranger()
    let bank = try Bank([10, 0], slice: nil)
    bank.lock.word.store(stranger.identity)
    let (reader, writer) = try Descriptor.pipe()
    let printer = Printer([], to: writer, lock: bank.lock)
    let line = try observedInFastTime { try printer.printLine(["a", "\n"]) }
    let lineActivity = try line.settled()
    let transfer = try observedInFastTime { try bank.teller([]).transfer(10, from: 0, to: 1) }
    let transferActivity = try transfer.settled()
    let isPrinted = try reader.waitUntilReadable(until: Deadline(after: .zero))
    let balances = bank.balances
    bank.lock.freeByHand()
    let outcomes = (
      Result { try line.value(orElse: "the lock is free, and a printer waits for it") },
      Result { try transfer.value(orElse: "the lock is free, and a teller waits for it") }
    )
    writer.close()
    try stranger.end()
    #expect(
      lineActivity == .asleep && !isPrinted,
      """
      somebody else had the lock, and each time for which printLine was ready to sleep went by. It \
      \(isPrinted ? "printed" : "is \(lineActivity)"): wait for the lock as long as it takes (withLock)
      """)
    #expect(
      transferActivity == .asleep && balances == [10, 0],
      """
      somebody else had the lock, and each time for which transfer was ready to sleep went by. It is \
      \(transferActivity), and the balances were \(balances): wait for the lock as long as it takes \
      (withLock). Else nobody has asked whether there is enough
      """)
    #expect(throws: Never.self, "the lock became free: then a line is printed") {
      try outcomes.0.get()
    }
    #expect((try? outcomes.1.get()) == true, "the lock became free, and there was enough")
  }
  #endif

  @Test("The lock of a dead owner is a lock as any other", .holds(.death))
  func ownerDied() throws {
    let bank = try Bank([10, 0], slice: .milliseconds(5))
    try bank.lock.losesItsOwner()
    let transfer = try Observed { try bank.teller([]).transfer(10, from: 0, to: 1) }
    let isMoved = try transfer.afterDeath(
      "lock() in 02-LockUnlock.swift", orElse: "the owner is dead, and a teller waits for it")
    #expect(
      isMoved && bank.balances == [0, 10] && bank.lock.owner == 0,
      """
      the last owner of the lock is dead, so the teller has it. Account 0 had 10, and 10 were to be moved: \
      it said \(isMoved), and the balances are \(bank.balances). False means that there was not enough
      """)
    try bank.lock.losesItsOwner()
    let (reader, writer) = try Descriptor.pipe()
    let printer = Printer([], to: writer, lock: bank.lock)
    let line = try Observed { try printer.printLine(["a", "\n"]) }
    try line.afterDeath(
      "lock() in 02-LockUnlock.swift", orElse: "the owner is dead, and a printer waits for it")
    writer.close()
    let text = try reader.readAll()
    #expect(text == "a\n" && bank.lock.owner == 0, "a line was to be printed, and it is: \(text)")
  }

  @Test("Nobody sees an account that pays itself with less than it has")
  func paysItself() throws {
    try StepControl.parkingAtEachStep { steps, step in
      let bank = try Bank([10, 0], slice: nil)
      let first = try steps.directs { try bank.teller([]).transfer(10, from: 0, to: 0) }
      _ = try steps.waitUntilParked()
      let second = try Observed { try bank.teller([]).transfer(10, from: 0, to: 1) }
      _ = try second.settled()
      steps.resume()
      let isPaid = try first.value(orElse: "the first transfer didn't return")
      let isMoved = try second.value(orElse: "the second transfer didn't return")
      #expect(
        isMoved && bank.balances == [0, 10],
        """
        account 0 had 10, and paid them to itself: nothing changes then, and whether there was enough is \
        \(isPaid). That teller was stopped before step \(step) (its steps: \(steps.trace)), and another one \
        was to move the 10 to account 1. It said \(isMoved), and the balances are \(bank.balances). Look \
        at a balance only while the lock is held, also to say no
        """)
    }
  }
}
