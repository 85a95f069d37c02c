// Mistake: The original waits until the copy has ended.
// Caught by: The copy is another process, a child of the original, and nobody waits for it
// Verdict: hung

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  // Text that waits in a buffer would be in both processes, and come out twice.
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else {
    var information = siginfo_t()
    waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    return pid
  }
  var code: CInt = 1
  do {
    code = try body()
  } catch {
    printError(error)
  }
  fflush(nil)
  // `exit` would also run what the parent registered for its own end.
  _exit(code)
}
