// Mistake: Asking for the exit status waits for the end.
// Caught by: Before the end there is no status, and asking doesn't wait
// Verdict: failed

import Groundwork

extension ExitStatus {
  /// Decodes the wait status that `waitpid` gives: what the macros WIFEXITED, WEXITSTATUS,
  /// WIFSIGNALED and WTERMSIG do in C.
  ///
  /// The signal is in bits 0 to 6; all of them are 0 if no signal ended the child. Bit 7 says
  /// whether there is a core dump. The exit code is in bits 8 to 15.
  ///
  /// - Parameter waitStatus: The wait status of a child that has ended.
  public init(waitStatus: CInt) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .signaled(signal)
  }
}

extension ChildProcess {
  /// How the child ended; nil as long as it has not.
  ///
  /// Doesn't block. It is there once the child has ended, also if nobody has joined it; never, if
  /// somebody else reaped the child.
  public var exitStatus: ExitStatus? {
    while case .running(let pid) = updatedState() {
      var information = siginfo_t()
      waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    }
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}
