// Alternative: Bits are taken apart by division.

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
    if waitStatus % 128 == 0 {
      self = .exited(waitStatus / 256)
    } else {
      self = .signaled(waitStatus % 128)
    }
  }
}

extension ChildProcess {
  /// How the child ended; nil as long as it has not.
  ///
  /// Doesn't block. It is there once the child has ended, also if nobody has joined it; never, if
  /// somebody else reaped the child.
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}
