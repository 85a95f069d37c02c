// Mistake: The number of the last processor is taken for a count.
// Caught by: A process that may use one processor has one, whichever it is
// Verdict: failed

import Groundwork

extension CurrentProcess {
  /// How many logical processors this process may use at the moment.
  ///
  /// More children than that don't make the work faster. The machine may have more processors:
  /// containers and `taskset` keep a process to some of them.
  public static var processorCount: Int {
    let index = processorMask.lastIndex { $0 != 0 } ?? 0
    return index * 8 + (8 - processorMask[index].leadingZeroBitCount)
  }

  /// Who this process is: `NAME: process 12 of parent 11, on 2 processors`.
  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
