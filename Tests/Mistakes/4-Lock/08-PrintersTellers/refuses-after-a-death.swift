// Mistake: With the lock of a dead owner, nothing is moved, as if there were not enough.
// Caught by: The lock of a dead owner is a lock as any other
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
    let outcome = try lock.lock()
    defer { try? lock.unlock() }
    guard outcome == .locked, balance(of: source) >= amount else { return false }
    setBalance(of: source, to: balance(of: source) - amount)
    setBalance(of: target, to: balance(of: target) + amount)
    return true
  }
}
