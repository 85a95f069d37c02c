// Mistake: It counts from 1 to the number of tellers, a range that can't be empty.
// Caught by: There may be no tellers, and no payments
// Verdict: crashed

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
      try account.lock.withLock { account.balance.value += 1 }
    }
  }
}

public func payIn(to account: Account, tellers: Int, times: Int) throws {
  let children = (1...tellers).map { _ in ChildProcess(BankTeller(account, times: times)) }
  for child in children { try child.start() }
  for child in children { try child.join() }
}
