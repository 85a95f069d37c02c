// Alternative: A descriptor of the process tells the end; if there is none to be had, waitid does.

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
    // Without a descriptor, the child is still running here.
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
  }
}
