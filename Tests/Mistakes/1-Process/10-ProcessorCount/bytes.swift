// Mistake: The bytes of the mask are counted, not its bits.
// Caught by: Every processor that this process may use counts
// Verdict: failed

import Groundwork

extension CurrentProcess {
  /// How many logical processors this process may use at the moment.
  ///
  /// More children than that don't make the work faster. The machine may have more processors:
  /// containers and `taskset` keep a process to some of them.
  public static var processorCount: Int {
    processorMask.count { $0 != 0 }
  }

  /// Who this process is: `NAME: process 12 of parent 11, on 2 processors`.
  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
