import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.5")) struct `05-Tellers` {
    @Test("A teller that is alone pays in as often as it is told")
    func alone() throws {
      var random = Seeded()
      let before = Int.random(in: 1...999_999, using: &random)
      let times = Int.random(in: 2...50, using: &random)
      let account = try Account(balance: before)
      let child = try TestChild(BankTeller(account, times: times))
      let end = try child.ended(orElse: "BankTeller doesn't come to an end; \(random)")
      #expect(
        end == .exited(0),
        "the target should return: is the lock given back after each payment?; \(random)")
      #expect(
        account.balance.value == before + times,
        "the balance was \(before), and a teller added 1, \(times) times; \(random)")
      #expect(account.lock.tryLock(), "the teller has ended, and the lock is still held")
    }

    @Test("Wherever a teller is stopped, no payment gets lost")
    func stopped() throws {
      try StepControl.parkingAtEachStep { steps, step in
        let account = try Account(balance: 100)
        let first = try steps.directs { try BankTeller(account, times: 1).run() }
        _ = try steps.waitUntilParked()
        let second = try Observed { try BankTeller(account, times: 2).run() }
        _ = try second.settled()
        steps.resume()
        try first.value(orElse: "the first teller doesn't come to an end")
        try second.value(orElse: "the second teller doesn't come to an end")
        #expect(
          account.balance.value == 103,
          """
          the balance was 100. One teller paid in 1, and was stopped before step \(step) (its steps: \
          \(steps.trace)); meanwhile another one paid in 1, twice. Hold the account's lock from \
          before the balance is read until it is written
          """)
      }
    }

    @Test("What all tellers have paid in is there")
    func sums() throws {
      var random = Seeded()
      let before = Int.random(in: 1...999_999, using: &random)
      let tellers = Int.random(in: 3...5, using: &random)
      let times = Int.random(in: 2...200, using: &random)
      let account = try Account(balance: before)
      let starts = Starts()
      let run = try Observed { try payIn(to: account, tellers: tellers, times: times) }
      try run.value(
        orElse: "payIn doesn't return: does somebody keep the lock that a teller waits for?")
      let isLeft = hasChildren()
      #expect(
        starts.count == tellers, "\(tellers) tellers, each in a child of its own; \(random)")
      #expect(
        account.balance.value == before + tellers * times,
        "the balance was \(before), and \(tellers) tellers paid in \(times) each; \(random)")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("There may be no tellers, and no payments", arguments: [(0, 3), (2, 0)])
    func nothing(tellers: Int, times: Int) throws {
      let account = try Account(balance: 7)
      let run = try Observed { try payIn(to: account, tellers: tellers, times: times) }
      try run.value(orElse: "payIn doesn't return")
      #expect(account.balance.value == 7, "\(tellers) tellers were to pay in \(times) times")
    }

    @Test("All tellers are at work at the same time, and it waits for them")
    func together() throws {
      var random = Seeded()
      let tellers = Int.random(in: 2...5, using: &random)
      let account = try Account(balance: 0)
      let performance = try Performance(isHeld: true) {
        try payIn(to: account, tellers: tellers, times: 3)
      }
      let activity = try performance.settled(with: tellers)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      let isLeft = hasChildren()
      #expect(
        started == tellers,
        """
        no child could go on, and \(started) of \(tellers) were started: start all before you join \
        one; \(random)
        """)
      #expect(
        activity == .asleep || !areHeld,
        "no child had ended, and the function didn't wait: it was \(activity). Join all of them")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("It waits for every teller", arguments: [0, 2])
    func everyOne(late: Int) throws {
      let account = try Account(balance: 0)
      let performance = try Performance(isHeld: true) {
        try payIn(to: account, tellers: 3, times: 2)
      }
      let activity = try performance.settled(without: late, of: 3)
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      #expect(
        activity == .asleep || !areHeld,
        """
        two tellers had ended, and teller \(late + 1) had not, and the \
        function didn't wait for it: it was \(activity). Call join on every one
        """)
    }
  }
}
