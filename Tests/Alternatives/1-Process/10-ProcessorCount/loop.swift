// Alternative: Bit after bit is looked at.

import Groundwork

extension CurrentProcess {
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

  public static var introduction: String {
    "\(name): process \(pid) of parent \(parentPid), on \(processorCount) processors"
  }
}
