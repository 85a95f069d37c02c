// Mistake: The end inside an answer is taken for a job that was not begun.
// Caught by: Whatever the worker may have received, it may have begun
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver, ConnectionError.truncated: nil
    case ConnectionError.closed: .workerDied(status)
    // The worker is not to blame: the job can't be sent to anybody.
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
