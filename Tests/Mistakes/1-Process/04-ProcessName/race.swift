// Mistake: The count is read and raised in two steps, and another thread comes in between.
// Caught by: Threads that make children at the same time get different names
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  /// Makes a child process with a default name: `ChildProcess-1`, `ChildProcess-2` and so on.
  ///
  /// A name tells the children apart in messages. No two default names are equal, whichever threads
  /// make them.
  ///
  /// - Parameters:
  ///   - target: What the child runs. Its type must be visible by name: internal or public.
  ///   - endsWithParent: Whether the child is ended as soon as this process has ended.
  public convenience init(_ target: any ProcessTarget, endsWithParent: Bool = false) {
    let number = defaultNameCount.withLock { $0 } + 1
    defaultNameCount.withLock { $0 = number }
    self.init(target, name: "ChildProcess-\(number)", endsWithParent: endsWithParent)
  }
}

extension ChildProcess: CustomStringConvertible {
  /// The child's name, pid and state at the moment.
  ///
  /// Doesn't block. One of `NAME (ready)`, `NAME (pid 12, running)`, `NAME (pid 12, lost)`, and
  /// `NAME (pid 12, exited with code 3)`, which ends with the description of the exit status.
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
