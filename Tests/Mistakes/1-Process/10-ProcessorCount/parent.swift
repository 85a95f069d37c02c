// Mistake: The parent is taken for the process itself.
// Caught by: A process introduces itself with its own name and pids
// Verdict: failed

import Groundwork

extension CurrentProcess {
  public static var processorCount: Int {
    processorMask.reduce(0) { count, byte in count + byte.nonzeroBitCount }
  }

  public static var introduction: String {
    "\(name): process \(parentPid) of parent \(pid), on \(processorCount) processors"
  }
}
