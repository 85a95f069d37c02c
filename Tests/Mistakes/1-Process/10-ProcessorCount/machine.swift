// Mistake: The processors of the machine are taken for those of this process.
// Caught by: A process that may use one processor has one, whichever it is
// Verdict: failed

import Groundwork

extension CurrentProcess {
  public static var processorCount: Int {
    Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))
  }

  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
