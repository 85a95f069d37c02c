// Mistake: Ending a child includes waiting for its end.
// Caught by: terminate is a request: the child may refuse it, and nobody waits for it
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func terminate() throws {
    try sendSignal(SIGTERM)
  }

  public func kill() throws {
    try sendSignal(SIGKILL)
  }

  func sendSignal(_ number: CInt) throws {
    let pid: pid_t? = try state.withLock { state in
      switch state {
      case .ready: throw ProcessError.notStarted(name)
      case .running(let pid):
        try send(number, to: pid)
        return pid
      case .ended, .lost: return nil
      }
    }
    if let pid {
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
  }
}
