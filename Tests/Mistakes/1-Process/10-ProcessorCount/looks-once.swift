// Mistake: The count is looked up once, and kept.
// Caught by: The count follows when the allowed processors change
// Verdict: failed

import Groundwork

extension CurrentProcess {
  private static let firstCount = processorMask.reduce(0) { $0 + $1.nonzeroBitCount }

  public static var processorCount: Int {
    firstCount
  }

  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
