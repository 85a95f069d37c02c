// Mistake: A job that was not received has failed if nobody knows how the worker ended.
// Caught by: A job that can't be sent to anybody fails, and no worker is blamed
// Verdict: failed

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver where status != nil: nil
    // Of a worker of which nothing is known, nothing is certain.
    case ConnectionError.noReceiver, ConnectionError.closed, ConnectionError.truncated:
      .workerDied(status)
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
