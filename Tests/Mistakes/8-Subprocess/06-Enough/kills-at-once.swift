// Mistake: It kills without asking first.
// Caught by: A program that ends when it is asked is not killed
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func terminate() throws {
    try sendSignal(SIGTERM)
  }

  public func kill() throws {
    try sendSignal(SIGKILL)
  }

  package func sendSignal(_ number: CInt) throws {
    try state.withLock { state in
      switch state {
      case .ready: throw SubprocessError.notStarted(arguments)
      // Nobody reaps the program while the mutex is held, also if it is a zombie.
      case .running(let pid): try send(number, to: hasOwnGroup ? -pid : pid)
      case .ended, .lost: break
      }
    }
  }

  package func endAll() throws -> CompletedProcess {
    // The program may have ended, and others of its group not: as long as it isn't reaped, the
    // group is still its own.
    try kill()
    return try communicate()
  }
}
