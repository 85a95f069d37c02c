// Mistake: Whether there is enough is asked before the lock is taken.
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
    guard balance(of: source) >= amount else { return false }
    return try lock.withLock {
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
