// Mistake: The first child is number 0.
// Caught by: Default names count up from ChildProcess-1
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public convenience init(_ target: any ProcessTarget, endsWithParent: Bool = false) {
    let number = defaultNameCount.withLock { count in
      defer { count += 1 }
      return count
    }
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
