// Mistake: The copy ends like the original, and runs what the original registered for its end.
// Caught by: What the original registered for its end runs once
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
  }
  fflush(nil)
  exit(code)
}
