// Mistake: It does not look whether another thread is communicating.
// Caught by: While another thread communicates, endAll throws, and kills nobody
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
    let patience = Deadline(after: .seconds(1))
    try terminate()
    // Its last words may be more than a pipe holds.
    _ = try? withStreams { try $0.transfer(until: patience) }
    try waitWithoutReaping(until: patience)
    // The program may have ended, and others of its group not: as long as it isn't reaped, the
    // group is still its own.
    try kill()
    return try communicate()
  }
}
