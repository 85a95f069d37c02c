// Mistake: The lock is given back between the two accounts, after a look at the first.
// Caught by: Wherever one teller is stopped, no money is made or lost
// Verdict: failed

import Groundwork

extension Printer {
  package func printLine(_ pieces: [String]) throws {
    try lock.withLock {
      for piece in pieces { try write(piece) }
    }
  }
}

extension Teller {
  package func transfer(_ amount: Int, from source: Int, to target: Int) throws -> Bool {
    let before = try lock.withLock { balance(of: source) }
    guard before >= amount else { return false }
    try lock.withLock { setBalance(of: source, to: before - amount) }
    try lock.withLock { setBalance(of: target, to: balance(of: target) + amount) }
    return true
  }
}
