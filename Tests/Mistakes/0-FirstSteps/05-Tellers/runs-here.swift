// Mistake: The tellers work in this process, one after the other.
// Caught by: All tellers are at work at the same time, and it waits for them
// Verdict: failed

import Groundwork

public struct Account: Codable, Sendable {
  public let balance: SharedValue<Int>
  public let lock: SharedLock

  public init(balance: Int) throws {
    self.balance = try SharedValue(balance)
    lock = try SharedLock()
  }
}

public struct BankTeller: ProcessTarget {
  let account: Account
  let times: Int

  public init(_ account: Account, times: Int) {
    self.account = account
    self.times = times
  }

  public func run() throws {
    for _ in 0..<times {
      // Reading and writing are two steps: nobody may come between.
      try account.lock.withLock { account.balance.value += 1 }
    }
  }
}

public func payIn(to account: Account, tellers: Int, times: Int) throws {
  for _ in 0..<tellers { try BankTeller(account, times: times).run() }
}
