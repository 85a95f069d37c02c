// Beginner: The count is read and raised in two steps, and another thread comes in between.
// Caught by: Threads that make children at the same time get different names
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public convenience init(_ target: any ProcessTarget, endsWithParent: Bool = false) {
    let number = defaultNameCount.withLock { $0 } + 1
    defaultNameCount.withLock { $0 = number }
    self.init(target, name: "ChildProcess-\(number)", endsWithParent: endsWithParent)
  }
}

extension ChildProcess: CustomStringConvertible {
  public var description: String {
    switch updatedState() {
    case .ready: "\(name) (ready)"
    case .running(let pid): "\(name) (pid \(pid), running)"
    case .ended(let pid, let waitStatus):
      "\(name) (pid \(pid), \(ExitStatus(waitStatus: waitStatus)))"
    case .lost(let pid): "\(name) (pid \(pid), lost)"
    }
  }
}
