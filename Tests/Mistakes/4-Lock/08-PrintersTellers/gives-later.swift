// Mistake: The lock is given back between taking and giving, so that money is nowhere for a moment.
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
    // The question, too, is asked inside: the money could be gone before it is taken.
    let isTaken = try lock.withLock {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      return true
    }
    guard isTaken else { return false }
    try lock.withLock { setBalance(of: target, to: balance(of: target) + amount) }
    return true
  }
}
