// Mistake: A copy whose body has thrown ends like the original.
// Caught by: What the original registered for its end runs once
// Verdict: failed

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else { return pid }
  do {
    let code = try body()
    fflush(nil)
    _exit(code)
  } catch {
    printError(error)
    exit(1)
  }
}
