// Mistake: An account that pays itself is answered for without the lock.
// Caught by: What the lock throws comes out, and then nothing was done
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
    if source == target { return balance(of: source) >= amount }
    return try lock.withLock {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
