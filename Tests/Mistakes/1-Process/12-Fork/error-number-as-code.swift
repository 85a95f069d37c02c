// Mistake: The number of a system error is taken for the exit code.
// Caught by: The copy never returns from forkCopy, not even if body throws
// Verdict: failed

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else { return pid }
  var code: CInt = 1
  do {
    code = try body()
  } catch {
    printError(error)
    if let error = error as? SystemError { code = error.number }
  }
  fflush(nil)
  _exit(code)
}
