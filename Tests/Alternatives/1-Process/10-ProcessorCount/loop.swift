// Alternative: Bit after bit is looked at.

import Groundwork

extension CurrentProcess {
  /// How many logical processors this process may use at the moment.
  ///
  /// More children than that don't make the work faster. The machine may have more processors:
  /// containers and `taskset` keep a process to some of them.
  public static var processorCount: Int {
    var count = 0
    for var byte in processorMask {
      while byte != 0 {
        count += Int(byte & 1)
        byte >>= 1
      }
    }
    return count
  }

  /// Who this process is: `NAME: process 12 of parent 11, on 2 processors`.
  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
