// Mistake: The wish to end with the parent is not handed on.
// Caught by: A child with a default name runs its target, and ends with its parent if asked
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public convenience init(_ target: any ProcessTarget, endsWithParent: Bool = false) {
    let number = defaultNameCount.withLock { count in
      count += 1
      return count
    }
    self.init(target, name: "ChildProcess-\(number)")
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
