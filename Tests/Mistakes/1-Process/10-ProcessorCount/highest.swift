// Mistake: The number of the last processor is taken for a count.
// Caught by: A process that may use one processor has one, whichever it is
// Verdict: failed

import Groundwork

extension CurrentProcess {
  public static var processorCount: Int {
    let index = processorMask.lastIndex { $0 != 0 } ?? 0
    return index * 8 + (8 - processorMask[index].leadingZeroBitCount)
  }

  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
