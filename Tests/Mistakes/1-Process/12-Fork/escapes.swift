// Mistake: An error leaves the function in the copy: two processes go on.
// Caught by: The copy never returns from forkCopy, not even if body throws
// Verdict: failed

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else { return pid }
  let code = try body()
  fflush(nil)
  _exit(code)
}
