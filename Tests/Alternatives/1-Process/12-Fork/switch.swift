// Alternative: The three results of fork in a switch.

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
  switch try forkProcess() {
  case 0:
    let result = Result { try body() }
    fflush(nil)
    switch result {
    case .success(let code): _exit(code)
    case .failure(let error):
      printError(error)
      _exit(1)
    }
  case let pid: return pid
  }
}
