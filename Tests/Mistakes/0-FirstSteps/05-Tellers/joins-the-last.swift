// Mistake: Only the last teller is waited for: another one may be slower.
// Caught by: It waits for every teller
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
  let children = (0..<tellers).map { _ in ChildProcess(BankTeller(account, times: times)) }
  for child in children { try child.start() }
  try children.last?.join()
}
