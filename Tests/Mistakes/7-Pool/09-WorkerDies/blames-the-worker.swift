// Mistake: Every error is taken for the worker's death.
// Caught by: A job that can't be sent to anybody fails, and no worker is blamed
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver: nil
    default: .workerDied(status)
    }
  }
}
