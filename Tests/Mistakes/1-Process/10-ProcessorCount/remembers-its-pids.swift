// Mistake: Pid and parent are looked up once, and kept.
// Caught by: A copy made by fork introduces itself with its own pids, too
// Verdict: failed

import Groundwork

extension CurrentProcess {
  public static var processorCount: Int {
    processorMask.reduce(0) { $0 + $1.nonzeroBitCount }
  }
  private static let numbers = "process \(pid) of parent \(parentPid)"

  public static var introduction: String {
    "\(name): \(numbers), on \(processorCount) processors"
  }
}
