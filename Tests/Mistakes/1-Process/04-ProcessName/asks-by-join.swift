// Mistake: Whether the child has ended is asked by a join, which needs a descriptor.
// Caught by: The description needs no descriptor
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
    do {
      guard let status = try join(timeout: .zero) else { return "\(name) (pid \(pid), running)" }
      return "\(name) (pid \(pid), \(status))"
    } catch {
      return "\(name) (pid \(pid), lost)"
    }
  }
}
