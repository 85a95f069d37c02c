// Alternative: The description is put together from parts.

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
    var parts: [String] = []
    let state = updatedState()
    if let pid { parts.append("pid \(pid)") }
    switch state {
    case .ready: parts.append("ready")
    case .running: parts.append("running")
    case .lost: parts.append("lost")
    case .ended(_, let waitStatus): parts.append(ExitStatus(waitStatus: waitStatus).description)
    }
    return "\(name) (\(parts.joined(separator: ", ")))"
  }
}
