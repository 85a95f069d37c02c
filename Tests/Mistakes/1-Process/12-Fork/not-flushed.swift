// Mistake: Text that waits in a buffer is copied with the rest, and comes out twice.
// Caught by: What was printed before comes out once
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
  let pid = try forkProcess()
  guard pid == 0 else { return pid }
  var code: CInt = 1
  do {
    code = try body()
  } catch {
    printError(error)
  }
  fflush(nil)
  _exit(code)
}
