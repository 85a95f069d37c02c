// Mistake: To say no, a look without the lock is thought to be enough.
// Caught by: Nobody sees an account that pays itself with less than it has
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
    if balance(of: source) < amount { return false }
    return try lock.withLock {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
