// Mistake: A job whose worker was dead before is failed, though it was never received.
// Caught by: An idle worker is killed: the next task is done all the same
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver: .workerDied(status)
    case ConnectionError.closed, ConnectionError.truncated: .workerDied(status)
    // The worker is not to blame: the job can't be sent to anybody.
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
