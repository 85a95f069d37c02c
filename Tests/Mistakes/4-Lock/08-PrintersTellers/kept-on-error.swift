// Beginner: The lock is given back after the last piece; an error jumps over that line.
// Caught by: If nobody can read any more, the error comes out, and the lock is free
// Verdict: failed

import Groundwork

extension Printer {
  package func printLine(_ pieces: [String]) throws {
    try lock.lock()
    for piece in pieces { try write(piece) }
    try lock.unlock()
  }
}

extension Teller {
  package func transfer(_ amount: Int, from source: Int, to target: Int) throws -> Bool {
    // The question, too, is asked inside: the money could be gone before it is taken.
    try lock.withLock {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
