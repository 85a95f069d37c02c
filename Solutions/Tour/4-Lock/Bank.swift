import Groundwork

/// Changes the balance of one account many times.
struct Payer: ProcessTarget {
  let balance: SharedMutex<Int>
  let amount: Int
  let times: Int

  func run() throws {
    for _ in 0..<times { try balance.withLock { $0 += amount } }
  }
}

/// One child pays in while another one takes out.
func depositAndWithdraw() throws {
  let balance = try SharedMutex(200)
  print("balance at first: \(try balance.withLock { $0 })")
  _ = try runAll([
    Payer(balance: balance, amount: 1, times: 10_000),
    Payer(balance: balance, amount: -1, times: 10_000),
  ])
  print("after 10000 deposits and 10000 withdrawals: \(try balance.withLock { $0 })")
}

/// Four tellers move money between five accounts.
func transferMoney() throws {
  let accounts = try SharedArray(repeating: 200, count: 5)
  let lock = try SharedLock()
  let tellers = (0..<4).map { _ in
    let transfers = (0..<250).map { _ in
      Teller.Transfer(.random(in: 1...100), from: .random(in: 0..<5), to: .random(in: 0..<5))
    }
    return Teller(transfers, accounts: accounts, lock: lock)
  }
  _ = try runAll(tellers)
  let balances = Array(accounts)
  print("five accounts with 200 each, and 1000 transfers later:")
  print("balances: \(balances)")
  print("total: \(balances.reduce(0, +))")
}
