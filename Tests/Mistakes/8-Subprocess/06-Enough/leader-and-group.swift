// Mistake: signals the program, and then its group, which the program is in as well: it gets
// SIGTERM twice, and one that takes a second SIGTERM for "at once" does not say its last words.
// Caught by: terminate ends the program with SIGTERM, and what it started
// Verdict: failed
import Groundwork
import Synchronization

extension Subprocess {
  public func terminate() throws { try sendSignal(SIGTERM) }

  public func kill() throws { try sendSignal(SIGKILL) }

  package func sendSignal(_ number: CInt) throws {
    try state.withLock { state in
      switch state {
      case .ready: throw SubprocessError.notStarted(arguments)
      case .running(let pid):
        try send(number, to: pid)
        if hasOwnGroup { try send(number, to: -pid) }
      case .ended, .lost: break
      }
    }
  }

  package func endAll() throws -> CompletedProcess {
    let patience = Deadline(after: .seconds(1))
    try terminate()
    _ = try withStreams { try $0.transfer(until: patience) }
    try waitWithoutReaping(until: patience)
    try kill()
    return try communicate()
  }
}
