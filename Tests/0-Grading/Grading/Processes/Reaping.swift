import CPlatform
import Groundwork

/// What became of a child of this process.
package enum Trace: Equatable {
  case running
  case zombie
  case reaped
}

/// What became of the child `pid`; leaves it as it is.
package func trace(of pid: pid_t) -> Trace {
  var information = siginfo_t()
  guard waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT | WNOHANG) == 0 else {
    return .reaped
  }
  return information.si_signo == 0 ? .running : .zombie
}

/// Whether the process `pid` is stopped (SIGSTOP) at the moment.
package func isStopped(_ pid: pid_t) -> Bool { ProcessFiles.status(of: pid)?.state == "T" }

/// Waits until the child `pid` has ended, and leaves it a zombie.
package func waitForEnd(of pid: pid_t) {
  var information = siginfo_t()
  while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
}

/// Waits until the child `pid` has ended, and reaps it; nil if it was reaped before.
@discardableResult
package func reap(_ pid: pid_t) -> CInt? {
  var waitStatus: CInt = 0
  while waitpid(pid, &waitStatus, 0) == -1 {
    if errno != EINTR { return nil }
  }
  return waitStatus
}

/// Lets this thread be interrupted by `signal`: threads that Swift starts block all signals, and
/// theirs do as well.
package func unblock(_ signal: CInt) {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, signal)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}

/// This process is killed as soon as the calling thread of `parent` has ended: for a copy that `fork`
/// made, which nobody else would end if its parent is killed.
package func endWithParent(_ parent: pid_t) {
  if workbook_end_with_parent(parent) == -1 { _exit(70) }
}
