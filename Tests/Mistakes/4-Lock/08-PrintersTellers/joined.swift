// Mistake: The pieces are put together first, and no lock is needed for one write.
// Caught by: A line is written piece by piece, and all of it
// Verdict: failed

import Groundwork

extension Printer {
  /// Writes the pieces of one line, so that nobody else's come between them.
  ///
  /// - Parameter pieces: The pieces, in order.
  /// - Throws: `SystemError` if the output can't be written; what the lock throws.
  package func printLine(_ pieces: [String]) throws {
    try write(pieces.joined())
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
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
