// Mistake: If the lock does not come within a second, the line is printed without it.
// Caught by: However long somebody else has the lock, printers and tellers wait for it
// Verdict: failed

import Groundwork

extension Printer {
  package func printLine(_ pieces: [String]) throws {
    let outcome = try lock.lock(timeout: .seconds(1))
    defer { if outcome != nil { try? lock.unlock() } }
    for piece in pieces { try write(piece) }
  }
}

extension Teller {
  package func transfer(_ amount: Int, from source: Int, to target: Int) throws -> Bool {
    try lock.withLock {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
  }
}
