// Mistake: A worker that exits with 0 is thought to have done its task.
// Caught by: Whatever the worker may have received, it may have begun
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    if status == .exited(0) { return nil }
    return switch error {
    case ConnectionError.noReceiver: nil
    case ConnectionError.closed, ConnectionError.truncated: .workerDied(status)
    // The worker is not to blame: the job can't be sent to anybody.
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
