// Mistake: What can't be asked without a descriptor is taken for a no.
// Caught by: A running child is alive also if there is no free descriptor
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    state.withLock { state in
      guard case .running(let pid) = state, let end = try? Descriptor.process(pid) else {
        return false
      }
      let hasEnded = try? end.waitUntilReadable(until: Deadline(after: .zero))
      return hasEnded == false
    }
  }
}
