// Mistake: The body runs in the original.
// Caught by: The copy is another process, a child of the original, and nobody waits for it
// Verdict: failed

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  fflush(nil)
  _ = try body()
  let pid = try forkProcess()
  if pid == 0 { _exit(0) }
  return pid
}
