// Alternative: A teller keeps the lock until it is done; a library function starts and joins.

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
    try account.lock.withLock {
      for _ in 0..<times { account.balance.value += 1 }
    }
  }
}

public func payIn(to account: Account, tellers: Int, times: Int) throws {
  _ = try runAll((0..<tellers).map { _ in BankTeller(account, times: times) })
}
