// Mistake: the transfer and the wait have a second each: a program that ignores SIGTERM and keeps
// its output open for a while gets nearly two ("The deadline is for the transfer and for the wait
// together").
// Caught by: The program has one second, not one for each thing that is waited for
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
      case .ended, .lost: break
      }
    }
  }

  package func endAll() throws -> CompletedProcess {
    let second = Duration.seconds(1)
    try terminate()
    _ = try withStreams { try $0.transfer(until: Deadline(after: second)) }
    try waitWithoutReaping(until: Deadline(after: second))
    try kill()
    return try communicate()
  }
}
