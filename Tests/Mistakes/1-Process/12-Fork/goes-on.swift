// Mistake: The copy goes on behind the function, with the original's code.
// Caught by: The copy never returns from forkCopy, not even if body throws
// Verdict: failed

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  fflush(nil)
  let pid = try forkProcess()
  if pid == 0 {
    do { _ = try body() } catch { printError(error) }
    fflush(nil)
  }
  return pid
}
