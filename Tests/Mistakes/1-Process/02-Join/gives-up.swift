// Mistake: It waits for an hour, and takes a child that runs longer for one that has ended.
// Caught by: join returns once the child has ended
// Verdict: failed

import Groundwork
import Synchronization

extension ChildProcess {
  public func join() throws {
    guard let pid else { throw ProcessError.notStarted(name) }
    if case .running = updatedState() {
      let end = try Descriptor.process(pid)
      _ = try end.waitUntilReadable(until: Deadline(after: .seconds(3600)))
      end.close()
    }
    if case .lost = updatedState() { throw ProcessError.statusLost(name) }
  }
}
