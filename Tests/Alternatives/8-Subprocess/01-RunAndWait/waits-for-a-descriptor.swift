// Alternative: It waits for a descriptor that stands for the program.

import Groundwork
import Synchronization

extension Subprocess {
  public func start() throws {
    try state.withLock { state in
      guard case .ready = state else { throw SubprocessError.alreadyStarted(arguments) }
      state = .running(pid: try spawn())
    }
  }

  @discardableResult
  public func wait() throws -> ExitStatus {
    while true {
      if let status = try statusIfEnded() { return status }
      let end: Descriptor? = try state.withLock { state in
        if case .running(let pid) = state { try Descriptor.process(pid) } else { nil }
      }
      defer { end?.close() }
      _ = try end?.waitUntilReadable()
    }
  }
}
