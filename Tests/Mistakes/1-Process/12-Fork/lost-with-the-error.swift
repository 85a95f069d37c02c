// Beginner: What the copy printed is written only if its body returns.
// Caught by: What the copy prints comes out, also if body throws after it
// Verdict: failed

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  // Text that waits in a buffer would be in both processes, and come out twice.
  fflush(nil)
  let pid = try forkProcess()
  guard pid == 0 else { return pid }
  var code: CInt = 1
  do {
    code = try body()
    fflush(nil)
  } catch {
    printError(error)
  }
  // `exit` would also run what the parent registered for its own end.
  _exit(code)
}
