// Mistake: Nobody looks whether the program was started before.
// Caught by: A second start throws, and starts nothing
// Verdict: failed

import Groundwork
import Synchronization

extension Subprocess {
  /// Starts the program, and goes on without waiting for it.
  ///
  /// `spawn` does the work. What is left is to remember the pid, as in lesson 1.
  ///
  /// - Throws: `SubprocessError.alreadyStarted` if it was started before, from whichever thread; what
  ///   `spawn` throws, such as `SpawnError.notFound`, and then the program can be started again.
  public func start() throws {
    try state.withLock { state in
      state = .running(pid: try spawn())
    }
  }

  /// Waits until the program has ended.
  ///
  /// Blocks the calling thread. It can be called again, and from several threads at once. Other
  /// threads can use the program meanwhile. It reads no output: a program that writes much to a
  /// captured stream waits until somebody reads it, so use `communicate` there.
  ///
  /// - Returns: How the program ended.
  /// - Throws: `SubprocessError.notStarted` before the start; `SubprocessError.statusLost` if
  ///   somebody else reaped the program, or the system did because SIGCHLD is ignored.
  @discardableResult
  public func wait() throws -> ExitStatus {
    while true {
      if let status = try statusIfEnded() { return status }
      // Without the mutex, and without reaping: whoever wants to end the program must not have to
      // wait for its end. After a signal (EINTR) the loop looks again.
      var information = siginfo_t()
      if let pid { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
    }
  }
}
