// Beginner: It looks at the pid first, and sends the signal when the mutex is free again.
// Caught by: Nobody can reap the program just before the signal is sent
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
    let running: pid_t? = try state.withLock { state in
      switch state {
      case .ready: throw SubprocessError.notStarted(arguments)
      case .running(let pid): pid
      case .ended, .lost: nil
      }
    }
    if let running { try send(number, to: hasOwnGroup ? -running : running) }
  }

  package func endAll() throws -> CompletedProcess {
    let patience = Deadline(after: .seconds(1))
    try terminate()
    // Its last words may be more than a pipe holds.
    _ = try withStreams { try $0.transfer(until: patience) }
    try waitWithoutReaping(until: patience)
    // The program may have ended, and others of its group not: as long as it isn't reaped, the
    // group is still its own.
    try kill()
    return try communicate()
  }
}
