// Mistake: Text of the copy is lost: _exit writes no buffers.
// Caught by: What the copy prints comes out
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
  _exit(code)
}
