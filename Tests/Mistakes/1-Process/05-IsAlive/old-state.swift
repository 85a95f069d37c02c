// Mistake: A child is alive until somebody joins it.
// Caught by: A zombie is not taken for alive
// Verdict: failed

import Groundwork

extension ChildProcess {
  public var isAlive: Bool {
    if case .running = state.withLock({ $0 }) { true } else { false }
  }
}
