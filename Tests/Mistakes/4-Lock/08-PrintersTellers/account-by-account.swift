// Mistake: The lock is given back between the two accounts, after a look at the first.
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
    let before = try lock.withLock { balance(of: source) }
    guard before >= amount else { return false }
    try lock.withLock { setBalance(of: source, to: before - amount) }
    try lock.withLock { setBalance(of: target, to: balance(of: target) + amount) }
    return true
  }
}
