// Mistake: Whether there is enough is asked before the lock is taken.
// Caught by: Wherever one teller is stopped, no money is made or lost
// Verdict: failed

import Groundwork

extension Printer {
  /// Writes the pieces of one line, so that nobody else's come between them.
  ///
  /// - Parameter pieces: The pieces, in order.
  /// - Throws: `SystemError` if the output can't be written; what the lock throws.
  package func printLine(_ pieces: [String]) throws {
    try lock.withLock {
      for piece in pieces { try write(piece) }
    }
  }
}

extension Teller {
  /// Moves `amount` from one account to another, if there is that much.
  ///
  /// No money is made or lost, whatever other tellers do meanwhile.
  ///
  /// - Parameters:
  ///   - amount: How much.
  ///   - source: The account that pays.
  ///   - target: The account that is paid; it may be the same.
  /// - Returns: Whether there was enough.
  /// - Throws: What the lock throws.
  package func transfer(_ amount: Int, from source: Int, to target: Int) throws -> Bool {
    guard balance(of: source) >= amount else { return false }
    return try lock.withLock {
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
