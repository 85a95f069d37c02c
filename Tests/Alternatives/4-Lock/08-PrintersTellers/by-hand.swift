// Alternative: The lock is taken and given back by hand, and an account that pays itself is left alone.

import Groundwork

extension Printer {
  /// Writes the pieces of one line, so that nobody else's come between them.
  ///
  /// - Parameter pieces: The pieces, in order.
  /// - Throws: `SystemError` if the output can't be written; what the lock throws.
  package func printLine(_ pieces: [String]) throws {
    try lock.lock()
    defer { try? lock.unlock() }
    for piece in pieces { try write(piece) }
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
    try lock.lock()
    defer { try? lock.unlock() }
    let (paying, paid) = (balance(of: source), balance(of: target))
    if paying < amount { return false }
    if source == target { return true }
    setBalance(of: target, to: paid + amount)
    setBalance(of: source, to: paying - amount)
    return true
  }
}
