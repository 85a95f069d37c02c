// Mistake: The count is looked up once, and kept.
// Caught by: The count follows when the allowed processors change
// Verdict: failed

import Groundwork

extension CurrentProcess {
  private static let firstCount = processorMask.reduce(0) { $0 + $1.nonzeroBitCount }

  /// How many logical processors this process may use at the moment.
  ///
  /// More children than that don't make the work faster. The machine may have more processors:
  /// containers and `taskset` keep a process to some of them.
  public static var processorCount: Int {
    firstCount
  }

  /// Who this process is: `NAME: process 12 of parent 11, on 2 processors`.
  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
