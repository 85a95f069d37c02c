// Mistake: A lock that does not come within a minute is taken for an account without money.
// Caught by: However long somebody else has the lock, printers and tellers wait for it
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
    guard try lock.lock(timeout: .seconds(60)) != nil else { return false }
    defer { try? lock.unlock() }
    do {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
