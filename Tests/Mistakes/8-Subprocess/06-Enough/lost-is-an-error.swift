// Mistake: throws statusLost if somebody else reaped the program: "Harmless once the program was
// reaped", "Once the program is reaped they do nothing".
// Caught by: If somebody else has reaped it, to end it is no error, either
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
      case .running(let pid): try send(number, to: hasOwnGroup ? -pid : pid)
      case .ended: break
      case .lost: throw SubprocessError.statusLost(arguments)
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
