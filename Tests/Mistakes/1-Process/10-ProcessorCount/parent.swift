// Mistake: The parent is taken for the process itself.
// Caught by: A process introduces itself with its own name and pids
// Verdict: failed

import Groundwork

extension CurrentProcess {
  /// How many logical processors this process may use at the moment.
  ///
  /// More children than that don't make the work faster. The machine may have more processors:
  /// containers and `taskset` keep a process to some of them.
  public static var processorCount: Int {
    processorMask.reduce(0) { count, byte in count + byte.nonzeroBitCount }
  }

  /// Who this process is: `NAME: process 12 of parent 11, on 2 processors`.
  public static var introduction: String {
    "\(name): process \(parentPid) of parent \(pid), on \(processorCount) processors"
  }
}
