// Mistake: A pid that can be signaled is taken for a living process: a zombie can, too.
// Caught by: A zombie is not taken for alive
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    guard let pid else { return false }
    return Groundwork.kill(pid, 0) == 0
  }
}
