// Mistake: It waits for a descriptor of the process, and not at all if there is none to be had.
// Caught by: It waits also if there is no free descriptor
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    let end: Descriptor? = try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .running(let pid): try? Descriptor.process(pid)
      case .ended, .lost: nil
      }
    }
    if let end {
      _ = try end.waitUntilReadable()
      end.close()
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
  }
}
