// Mistake: There are never more processors than at the first look.
// Caught by: The count follows when the allowed processors change
// Verdict: failed

import Groundwork

extension CurrentProcess {
  private static let first = ones()

  private static func ones() -> Int {
    processorMask.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  public static var processorCount: Int { min(ones(), first) }

  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
