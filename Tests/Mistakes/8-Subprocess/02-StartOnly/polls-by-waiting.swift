// Mistake: poll is a wait of ten milliseconds: of a running program it does not answer "at once",
// and it needs a descriptor, so that with none left it throws a SystemError where only notStarted
// and statusLost are promised.
// Caught by: poll answers at once: nil while the program runs, how it ended afterwards
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  public func poll() throws -> ExitStatus? { try wait(timeout: .milliseconds(10)) }

  public func wait(timeout: Duration) throws -> ExitStatus? {
    let deadline = Deadline(after: timeout)
    if let status = try statusIfEnded() { return status }
    if deadline.hasPassed { return nil }
    let end: Descriptor? = try state.withLock { state in
      if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
    }
    defer { end?.close() }
    _ = try end?.waitUntilReadable(until: deadline)
    return try statusIfEnded()
  }
}
