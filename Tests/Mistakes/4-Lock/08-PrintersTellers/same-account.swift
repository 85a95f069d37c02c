// Mistake: Both balances are looked up first, as if they were always two.
// Caught by: Money moves from one account to another, if there is enough
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
    // The question, too, is asked inside: the money could be gone before it is taken.
    try lock.withLock {
      let (paying, paid) = (balance(of: source), balance(of: target))
      guard paying >= amount else { return false }
      setBalance(of: source, to: paying - amount)
      setBalance(of: target, to: paid + amount)
      return true
    }
  }
}
