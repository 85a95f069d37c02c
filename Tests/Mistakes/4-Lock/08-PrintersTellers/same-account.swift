// Mistake: Both balances are looked up first, as if they were always two.
// Caught by: Money moves from one account to another, if there is enough
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
    try lock.withLock {
      let (paying, paid) = (balance(of: source), balance(of: target))
      guard paying >= amount else { return false }
      setBalance(of: source, to: paying - amount)
      setBalance(of: target, to: paid + amount)
      return true
    }
  }
}
