// Mistake: The original waits until the copy has ended.
// Caught by: The copy is another process, a child of the original, and nobody waits for it
// Verdict: hung

import Groundwork

/// Runs `body` in a copy of this process, which ends with it.
///
/// Doesn't wait for the end. The copy has all variables as they are now, and each process has its
/// own from then on. What was printed before must come out once, not twice, and what `body` prints
/// must come out, too.
///
/// If `body` throws, the copy prints the error to standard error and ends with code 1: it never
/// returns from this function.
///
/// - Parameter body: What the copy does. It returns the exit code.
/// - Returns: The process identifier of the copy, which is a child of this process.
/// - Throws: `SystemError`, if this process has several threads or can't be copied.
public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  // Text that waits in a buffer would be in both processes, and come out twice.
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else {
    var information = siginfo_t()
    waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    return pid
  }
  var code: CInt = 1
  do {
    code = try body()
  } catch {
    printError(error)
  }
  fflush(nil)
  // `exit` would also run what the parent registered for its own end.
  _exit(code)
}
