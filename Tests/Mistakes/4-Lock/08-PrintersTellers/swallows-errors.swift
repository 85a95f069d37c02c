// Mistake: What the lock throws is taken for "not enough".
// Caught by: What the lock throws comes out, and then nothing was done
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
    let isDone = try? lock.withLock {
      guard balance(of: source) >= amount else { return false }
      setBalance(of: source, to: balance(of: source) - amount)
      setBalance(of: target, to: balance(of: target) + amount)
      return true
    }
    return isDone ?? false
  }
}
