// Mistake: An error leaves the function in the copy: two processes go on.
// Caught by: The copy never returns from forkCopy, not even if body throws
// Verdict: failed

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
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else { return pid }
  let code = try body()
  fflush(nil)
  _exit(code)
}
