// Mistake: A job whose worker has died is always given to another one.
// Caught by: A task's own exit ends that task, with the status
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver: nil
    case ConnectionError.closed, ConnectionError.truncated: nil
    // The worker is not to blame: the job can't be sent to anybody.
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
