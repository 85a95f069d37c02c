// Mistake: Text that waits in a buffer is copied with the rest, and comes out twice.
// Caught by: What was printed before comes out once
// Verdict: failed

import Groundwork

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
