// Mistake: The state that was last seen is taken for the state now.
// Caught by: The description of a child that has ended tells how, also before a join
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public convenience init(_ target: any ProcessTarget, endsWithParent: Bool = false) {
    let number = defaultNameCount.withLock { count in
      count += 1
      return count
    }
    self.init(target, name: "ChildProcess-\(number)", endsWithParent: endsWithParent)
  }
}

extension ChildProcess: CustomStringConvertible {
  public var description: String {
    switch state.withLock({ $0 }) {
    case .ready: "\(name) (ready)"
    case .running(let pid): "\(name) (pid \(pid), running)"
    case .ended(let pid, let waitStatus):
      "\(name) (pid \(pid), \(ExitStatus(waitStatus: waitStatus)))"
    case .lost(let pid): "\(name) (pid \(pid), lost)"
    }
  }
}
