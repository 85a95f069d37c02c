// Mistake: The error does not say how the worker ended.
// Caught by: A worker is killed in a task: that task fails, and another worker does the next
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver: nil
    case ConnectionError.closed, ConnectionError.truncated: .workerDied(nil)
    // The worker is not to blame: the job can't be sent to anybody.
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
