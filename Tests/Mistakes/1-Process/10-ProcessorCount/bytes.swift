// Mistake: The bytes of the mask are counted, not its bits.
// Caught by: Every processor that this process may use counts
// Verdict: failed

import Groundwork

extension CurrentProcess {
  public static var processorCount: Int {
    processorMask.count { $0 != 0 }
  }

  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
