// Mistake: The state is asked for twice, and changes in between.
// Caught by: The description of a child that ends at this moment fits together
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
    guard let pid else { return "\(name) (ready)" }
    if let exitStatus { return "\(name) (pid \(pid), \(exitStatus))" }
    return "\(name) (pid \(pid), \(isAlive ? "running" : "lost"))"
  }
}
