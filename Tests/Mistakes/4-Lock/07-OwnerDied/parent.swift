// Mistake: An owner is dead once waitpid says so: only a parent may ask that, and only once.
// Caught by: A thread that has ended is dead, although its process lives
// Verdict: failed

import Groundwork

extension SharedLock {
  @available(*, noasync)
  package func takeOver(from value: UInt64) -> Bool {
    var information = siginfo_t()
    let pid = id_t(value & 0x3F_FFFF)
    let result = waitid(P_PID, pid, &information, WEXITED | WNOHANG | WNOWAIT)
    guard result == 0, information.si_signo != 0 else { return false }
    let own = ThreadIdentity.current.rawValue
    return word.compareExchange(expected: value, desired: own | LockWord.sleepers).exchanged
  }

  @available(*, noasync)
  public func withLock<Result>(
    repair: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    let outcome = try lock()
    defer { try? unlock() }
    if outcome == .ownerDied { repair() }
    return try body()
  }
}
