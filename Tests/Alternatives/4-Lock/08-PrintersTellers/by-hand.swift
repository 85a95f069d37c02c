// Alternative: The lock is taken and given back by hand, and an account that pays itself is left alone.

import Groundwork

extension Printer {
  package func printLine(_ pieces: [String]) throws {
    try lock.lock()
    defer { try? lock.unlock() }
    for piece in pieces { try write(piece) }
  }
}

extension Teller {
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
