// Mistake: The end inside an answer is taken for a job that was not begun.
// Caught by: Whatever the worker may have received, it may have begun
// Verdict: failed

import Groundwork

extension PoolJob {
  /// Decides what becomes of a job whose worker did not answer.
  ///
  /// The worker has ended, and another one will take its seat. A task must not be run twice: it may
  /// have sent a message or written to a file before its worker ended. So the job is given to the
  /// other worker only if it is certain that this one never received the whole of it.
  ///
  /// - Parameters:
  ///   - error: What `perform` threw.
  ///   - status: How the worker ended, if that is known.
  /// - Returns: Why the job has failed: `.workerDied`, or `.unencodable`, with `reason(of: error)`, if
  ///   `perform` threw anything else. Nil if it is to be given to the other worker.
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver, ConnectionError.truncated: nil
    case ConnectionError.closed: .workerDied(status)
    // The worker is not to blame: the job can't be sent to anybody.
    default: .unencodable(typeName, reason(of: error))
    }
  }
}
