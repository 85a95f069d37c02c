import Groundwork

extension Printer {
  /// Writes the pieces of one line, so that nobody else's come between them.
  ///
  /// - Parameter pieces: The pieces, in order.
  /// - Throws: `SystemError` if the output can't be written; what the lock throws.
  package func printLine(_ pieces: [String]) throws {
    todo("Write the pieces of the line so that nobody else's come between them.")
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
    todo("Move the money, if there is enough, so that no other teller sees it on its way.")
  }
}
