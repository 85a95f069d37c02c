// Alternative: `endAll` has the streams in its hands before it asks: while another thread talks, nobody is asked.

import Groundwork
import Synchronization

extension Subprocess {
  public func terminate() throws { try sendSignal(SIGTERM) }

  public func kill() throws { try sendSignal(SIGKILL) }

  package func sendSignal(_ number: CInt) throws {
    try state.withLock { state in
      if case .ready = state { throw SubprocessError.notStarted(arguments) }
      guard case .running(let pid) = state else { return }
      guard hasOwnGroup else { return try send(number, to: pid) }
      try send(number, to: 0 - pid)
    }
  }

  package func endAll() throws -> CompletedProcess {
    try withStreams { streams in
      let patience = Deadline(after: .milliseconds(1_000))
      try sendSignal(SIGTERM)
      if try streams.transfer(until: patience) { try waitWithoutReaping(until: patience) }
      try sendSignal(SIGKILL)
    }
    while true {
      if let result = try attempt() { return result }
    }
  }
}
